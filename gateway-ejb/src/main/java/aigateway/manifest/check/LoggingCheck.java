package aigateway.manifest.check;

import aigateway.manifest.document.Paths;
import aigateway.manifest.type.RequestLoggingConfig;
import aigateway.manifest.type.TracingProject;
import aigateway.redaction.Preset;
import aigateway.redaction.Redaction;
import java.util.List;

/** What of requests is told, and what is taken out of it. */
final class LoggingCheck {

    private static final List<String> CONTENT = List.of("always", "never", "as_asked");
    private static final int SHORTEST = 100;
    private static final int MOST_PATTERNS = 20;
    private static final int LONGEST_PATTERN = 1_000;
    private static final int LONGEST_REPLACEMENT = 100;

    private final Known known;
    private final String tenant;
    private final Findings findings;

    LoggingCheck(Known known, String tenant, Findings findings) {
        this.known = known;
        this.tenant = tenant;
        this.findings = findings;
    }

    void check(RequestLoggingConfig config) {
        Integer length = config.maxLength();
        findings.require(
                length == null || (length >= SHORTEST && length <= RequestLoggingConfig.LONGEST),
                "max_length",
                "must be from " + SHORTEST + " to " + RequestLoggingConfig.LONGEST);
        findings.unique(
                config.redaction().stream()
                        .map(RequestLoggingConfig.Redacted::id)
                        .toList(),
                "redaction",
                "id");
        findings.require(
                config.redaction().size() <= MOST_PATTERNS,
                "redaction",
                "may have at most " + MOST_PATTERNS + " entries");
        for (int i = 0; i < config.redaction().size(); i++) {
            redacted(config.redaction().get(i), Paths.element("redaction", i));
        }
        findings.ids(config.rules(), RequestLoggingConfig.Rule::id, "rules");
        for (int i = 0; i < config.rules().size(); i++) {
            String path = Paths.element("rules", i);
            RequestLoggingConfig.Rule rule = config.rules().get(i);
            RoutingCheck.when(rule.when(), path + ".when", known, findings);
            findings.oneOf(rule.content(), CONTENT, path + ".content");
            String project = rule.tracingProject();
            findings.require(
                    project == null || TracingProject.nameIn(project, tenant).isPresent(),
                    path + ".tracing_project",
                    "must be written " + TracingProject.fqn(tenant, "name"));
        }
    }

    private void redacted(RequestLoggingConfig.Redacted redacted, String path) {
        String preset = redacted.preset();
        String pattern = redacted.pattern();
        if ((preset == null) == (pattern == null)) {
            findings.add(path, "must have a preset or a pattern, one of the two");
        } else if (preset != null) {
            findings.oneOf(preset, Preset.names(), path + ".preset");
        } else if (pattern.length() > LONGEST_PATTERN) {
            findings.add(path + ".pattern", "must have at most " + LONGEST_PATTERN + " characters");
        } else {
            compiles(pattern, path + ".pattern");
        }
        String replacement = redacted.replacement();
        findings.require(
                replacement == null || replacement.length() <= LONGEST_REPLACEMENT,
                path + ".replacement",
                "must have at most " + LONGEST_REPLACEMENT + " characters");
    }

    private void compiles(String pattern, String path) {
        try {
            new Redaction.Builder().pattern(pattern, "").build();
        } catch (IllegalArgumentException e) {
            findings.add(path, "is no pattern that RE2 takes: " + e.getMessage());
        }
    }
}
