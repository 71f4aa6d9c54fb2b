package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.OtelConfig.Exporter;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForwardedMetricsTest {

    private final ForwardedMetrics requests = new ForwardedMetrics(new Exporter(
            "m",
            "http",
            URI.create("http://localhost/v1/metrics"),
            "proto",
            Map.of(),
            "standard",
            Map.of("env", "production"),
            false,
            List.of()));

    @Test
    void whatWaitsIsOneRequestWithWhatTheExporterSays() throws InvalidProtocolBufferException {
        ExportMetricsServiceRequest request = requests.request(
                List.of(metrics("a").toByteArray(), metrics("b").toByteArray()));

        assertThat(requests.count(request)).isEqualTo(4);
        assertThat(request.getResourceMetricsList()).hasSize(2).allSatisfy(resource -> assertThat(
                        resource.getResource().getAttributes(0).getKey())
                .isEqualTo("env"));
        assertThat(request.getResourceMetrics(1).getScopeMetricsList())
                .isEqualTo(metrics("b").getResourceMetrics(0).getScopeMetricsList());
    }

    private static ExportMetricsServiceRequest metrics(String name) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        var scope = request.addResourceMetricsBuilder().addScopeMetricsBuilder();
        scope.addMetricsBuilder()
                .setName(name)
                .getGaugeBuilder()
                .addDataPointsBuilder()
                .setAsInt(7);
        scope.getMetricsBuilder(0).getGaugeBuilder().addDataPointsBuilder().setAsDouble(0.5);
        return request.build();
    }
}
