package aigateway.manifest.type;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code gateway-otel-config}: where spans and metrics are exported to.
 *
 * @param otelTracesExporterConfig one exporter or a list of named ones
 */
public record OtelConfig(
        String type,
        String name,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Exporter> otelTracesExporterConfig,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Exporter> otelMetricsExporterConfig)
        implements Manifest {

    public static final String TYPE = "gateway-otel-config";

    /**
     * @param name null: {@code default}
     * @param type {@code http} or {@code grpc}
     * @param endpoint the full address, {@code https://collector.example/v1/traces}
     * @param encoding {@code proto} or {@code json}
     * @param headers secrets, mostly
     * @param profile {@code standard}, {@code logfire}, {@code langfuse} or {@code last9}
     * @param excludeRequestData drops inputs and outputs
     * @param when all of these hold for a span that is exported; empty: every span is
     */
    public record Exporter(
            @Nullable String name,
            String type,
            URI endpoint,
            String encoding,
            Map<String, Secret> headers,
            String profile,
            Map<String, String> additionalResourceAttributes,
            boolean excludeRequestData,
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Condition> when) {

        public Exporter {
            name = name == null ? "default" : name;
            type = type == null ? "http" : type;
            encoding = encoding == null ? "proto" : encoding;
            headers = headers == null ? Map.of() : Map.copyOf(headers);
            profile = profile == null ? "standard" : profile;
            additionalResourceAttributes =
                    additionalResourceAttributes == null ? Map.of() : Map.copyOf(additionalResourceAttributes);
            when = when == null ? List.of() : List.copyOf(when);
        }

        @Override
        public String name() {
            return name == null ? "default" : name;
        }
    }

    /**
     * What a span must be like, in the words of the span query.
     *
     * @param field {@code spanAttributes}, {@code spanName}, …
     * @param key the attribute's name, where the field has several
     * @param operator {@code EQUAL}, {@code IN}, …
     * @param value texts, numbers, yes or no; empty where the operator needs none
     */
    public record Condition(
            String field,
            @Nullable String key,
            String operator,
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Object> value) {

        public Condition {
            value = value == null
                    ? List.of()
                    : value.stream().filter(Objects::nonNull).toList();
        }
    }

    public OtelConfig {
        otelTracesExporterConfig = otelTracesExporterConfig == null ? List.of() : List.copyOf(otelTracesExporterConfig);
        otelMetricsExporterConfig =
                otelMetricsExporterConfig == null ? List.of() : List.copyOf(otelMetricsExporterConfig);
    }
}
