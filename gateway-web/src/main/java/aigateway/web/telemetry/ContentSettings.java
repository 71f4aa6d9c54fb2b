package aigateway.web.telemetry;

import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.RequestLoggingConfig;
import aigateway.platform.HotPath;
import aigateway.redaction.Redaction;
import jakarta.inject.Inject;

/** The rules for texts, as the manifests in force have them. */
@HotPath
public class ContentSettings {

    private final Configuration configuration;
    private final Derived<ContentRules> rules = new Derived<>(ContentSettings::of);

    @Inject
    public ContentSettings(Configuration configuration) {
        this.configuration = configuration;
    }

    public ContentRules current() {
        return rules.from(configuration.current());
    }

    private static ContentRules of(Snapshot snapshot) {
        return snapshot.logging().map(ContentSettings::of).orElse(ContentRules.USUAL);
    }

    private static ContentRules of(RequestLoggingConfig config) {
        Redaction.Builder redaction = new Redaction.Builder();
        for (RequestLoggingConfig.Redacted each : config.redaction()) {
            String given = each.replacement();
            String replacement = given == null ? '[' + each.id() + ']' : given;
            String pattern = each.pattern();
            if (pattern != null) {
                redaction.pattern(pattern, replacement);
            } else if (each.preset() != null) {
                redaction.preset(each.preset(), replacement);
            }
        }
        Integer limit = config.maxLength();
        return new ContentRules(limit == null ? RequestLoggingConfig.LONGEST : limit, redaction.build());
    }
}
