package aigateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.identity.TestConfig;
import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.manifest.type.Secret;
import aigateway.platform.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportersTest {

    @Test
    void headersOfTheEnvironmentAreReadAsTheSpecificationWritesThem() {
        assertThat(Exporters.headers("Authorization=Basic%20abc+d%3D, x-tenant = t1 ,broken,=nothing,empty="))
                .isEqualTo(Map.of(
                        "Authorization", new Secret("Basic abc+d="),
                        "x-tenant", new Secret("t1"),
                        "empty", new Secret("")));
    }

    @Test
    void headersWrittenAsTheyAreAreTakenAsTheyAre() {
        assertThat(Exporters.headers("Authorization=Basic YWJj==,rate=100%"))
                .containsEntry("Authorization", new Secret("Basic YWJj=="))
                .containsEntry("rate", new Secret("100%"));
        assertThat(Exporters.headers("")).isEmpty();
    }

    @Test
    void exporterComesFromTheEnvironmentAlone() {
        Exporter exporter = Exporters.fromEnvironment(settings(Map.of(
                        "ENABLE_OTEL_TRACING", "true",
                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://collector.example/v1/traces",
                        "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "Authorization=Basic%20abc")))
                .orElseThrow();
        assertThat(exporter.type()).isEqualTo("http");
        assertThat(exporter.encoding()).isEqualTo("proto");
        assertThat(exporter.profile()).isEqualTo("standard");
        assertThat(exporter.endpoint()).hasToString("https://collector.example/v1/traces");
        assertThat(exporter.headers()).containsEntry("Authorization", new Secret("Basic abc"));
        assertThat(exporter.when()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"grpc,grpc,proto", "http/json,http,json", "http/protobuf,http,proto"})
    void protocolHasOpenTelemetrysNames(String protocol, String type, String encoding) {
        Exporter exporter = Exporters.fromEnvironment(settings(Map.of(
                        "ENABLE_OTEL_TRACING", "true",
                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://collector.example:4317",
                        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", protocol)))
                .orElseThrow();
        assertThat(exporter.type()).isEqualTo(type);
        assertThat(exporter.encoding()).isEqualTo(encoding);
    }

    @Test
    void withoutTheSwitchOrAnAddressThereIsNone() {
        assertThat(Exporters.fromEnvironment(
                        settings(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://collector.example/v1/traces"))))
                .isEmpty();
        assertThat(Exporters.fromEnvironment(settings(Map.of("ENABLE_OTEL_TRACING", "true"))))
                .isEmpty();
    }

    @Test
    void metricsHaveTheirOwnExporter() {
        Map<String, String> environment = Map.of(
                "ENABLE_OTEL_METRICS", "true",
                "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "https://collector.example/v1/metrics",
                "OTEL_EXPORTER_OTLP_METRICS_HEADERS", "Authorization=token");
        assertThat(Exporters.fromEnvironment(settings(environment))).isEmpty();
        Exporter exporter =
                Exporters.metricsFromEnvironment(settings(environment)).orElseThrow();
        assertThat(exporter.endpoint()).hasToString("https://collector.example/v1/metrics");
        assertThat(exporter.headers()).containsEntry("Authorization", new Secret("token"));
        assertThat(Exporters.metricsFromEnvironment(settings(Map.of()))).isEmpty();
    }

    private static Settings settings(Map<String, String> environment) {
        return new Settings(new TestConfig(environment));
    }
}
