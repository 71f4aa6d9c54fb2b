package aigateway.otlp;

import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.OtelConfig;
import aigateway.manifest.OtelConfig.Exporter;
import aigateway.manifest.Secret;
import aigateway.manifest.Snapshot;
import aigateway.platform.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who wants spans now: the exporters of the manifest, and one from the environment. */
@ApplicationScoped
public class Exporters {

    /** The name of the one from the environment. */
    static final String ENVIRONMENT = "environment";

    private static final System.Logger LOG = System.getLogger(Exporters.class.getName());

    @Inject
    Configuration configuration;

    private final Optional<Exporter> environment = fromEnvironment(Settings.ofThisProcess());
    private final Derived<List<Exporter>> exporters = new Derived<>(this::of);

    /**
     * Whether the manifests have been read in this process. Messages of an earlier one may come before, and an exporter
     * that is not known yet is not one that is not there.
     */
    public boolean areKnown() {
        return configuration.current().version() > 0;
    }

    public List<Exporter> current() {
        return exporters.from(configuration.current());
    }

    private List<Exporter> of(Snapshot snapshot) {
        Map<String, Exporter> byName = new LinkedHashMap<>();
        environment.ifPresent(exporter -> byName.put(exporter.name(), exporter));
        for (Exporter exporter :
                snapshot.otel().map(OtelConfig::otelTracesExporterConfig).orElse(List.of())) {
            if (exporter.type().equals("http") && exporter.encoding().equals("proto")) {
                byName.put(exporter.name(), exporter);
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Exporter {0} gets no spans: it asks for {1} with {2}, and only http with proto is spoken",
                        exporter.name(),
                        exporter.type(),
                        exporter.encoding());
            }
        }
        return List.copyOf(new ArrayList<>(byName.values()));
    }

    static Optional<Exporter> fromEnvironment(Settings settings) {
        if (!settings.isOn("ENABLE_OTEL_TRACING")) {
            return Optional.empty();
        }
        return settings.named("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
                .map(endpoint -> new Exporter(
                        ENVIRONMENT,
                        "http",
                        URI.create(endpoint),
                        "proto",
                        headers(settings.named("OTEL_EXPORTER_OTLP_TRACES_HEADERS")
                                .orElse("")),
                        "standard",
                        Map.of(),
                        false));
    }

    /**
     * {@code name=value,name=value}, the values percent-encoded.
     *
     * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables">Headers</a>
     */
    static Map<String, Secret> headers(String text) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        for (String header : text.split(",", -1)) {
            int equals = header.indexOf('=');
            if (equals > 0) {
                String value = header.substring(equals + 1).strip();
                headers.put(header.substring(0, equals).strip(), new Secret(decoded(value)));
            }
        }
        return headers;
    }

    /** Many write values as they are; a plus is a plus, and a percent sign that encodes nothing is one, too. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
