package aigateway.delivery;

import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.OtelConfig;
import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.manifest.type.Secret;
import aigateway.platform.Setting;
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
import java.util.function.Function;

/** Who wants spans now: the exporters of the manifest, and one from the environment. */
@ApplicationScoped
public class Exporters {

    /** The name of the one from the environment. */
    static final String ENVIRONMENT = "environment";

    private static final System.Logger LOG = System.getLogger(Exporters.class.getName());

    @Inject
    Configuration configuration;

    private final Optional<Exporter> environment = fromEnvironment(Settings.ofThisProcess());
    private final Optional<Exporter> metricsEnvironment = metricsFromEnvironment(Settings.ofThisProcess());
    private final Derived<List<Exporter>> exporters =
            new Derived<>(snapshot -> of(snapshot, environment, OtelConfig::otelTracesExporterConfig));
    private final Derived<List<Exporter>> metricsExporters =
            new Derived<>(snapshot -> of(snapshot, metricsEnvironment, OtelConfig::otelMetricsExporterConfig));

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

    /** Who wants metrics now. */
    public List<Exporter> metrics() {
        return metricsExporters.from(configuration.current());
    }

    /** Under what name metrics that applications sent wait for an exporter of metrics, beside spans for one of that name. */
    public static String forwarded(Exporter metrics) {
        return "metrics:" + metrics.name();
    }

    /** Whether metrics are told as what came since the last time, and not as what came since the start. */
    public static boolean isDelta() {
        return Settings.ofThisProcess()
                .value(Setting.METRICS_TEMPORALITY)
                .filter("delta"::equals)
                .isPresent();
    }

    private static List<Exporter> of(
            Snapshot snapshot, Optional<Exporter> environment, Function<OtelConfig, List<Exporter>> configured) {
        Map<String, Exporter> byName = new LinkedHashMap<>();
        environment.ifPresent(exporter -> byName.put(exporter.name(), exporter));
        snapshot.otel().map(configured).orElse(List.of()).forEach(exporter -> byName.put(exporter.name(), exporter));
        return List.copyOf(new ArrayList<>(byName.values()));
    }

    static Optional<Exporter> fromEnvironment(Settings settings) {
        if (!settings.value(Setting.TRACING).orElse(false)) {
            return Optional.empty();
        }
        return fromEnvironment(
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                settings.value(Setting.TRACES_ENDPOINT),
                settings.value(Setting.TRACES_PROTOCOL),
                settings.named("OTEL_EXPORTER_OTLP_TRACES_HEADERS"));
    }

    static Optional<Exporter> metricsFromEnvironment(Settings settings) {
        if (!settings.value(Setting.METRICS).orElse(false)) {
            return Optional.empty();
        }
        return fromEnvironment(
                "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
                settings.value(Setting.METRICS_ENDPOINT),
                settings.value(Setting.METRICS_PROTOCOL),
                settings.named("OTEL_EXPORTER_OTLP_METRICS_HEADERS"));
    }

    /** @param protocol one of OpenTelemetry's names: {@code http/protobuf}, {@code http/json}, {@code grpc} */
    private static Optional<Exporter> fromEnvironment(
            String setting, Optional<URI> endpoint, Optional<String> protocol, Optional<String> headers) {
        if (endpoint.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "{0} is not set: nothing is sent there", setting);
        }
        String spoken = protocol.orElse("http/protobuf");
        return endpoint.map(to -> new Exporter(
                ENVIRONMENT,
                spoken.equals("grpc") ? "grpc" : "http",
                to,
                spoken.equals("http/json") ? "json" : "proto",
                headers(headers.orElse("")),
                "standard",
                Map.of(),
                false,
                List.of()));
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
