package aigateway.manifest;

import aigateway.outbound.AddressPolicy;
import java.util.List;

/** Where telemetry goes. */
final class ExporterCheck {

    private static final List<String> TYPES = List.of("http");
    private static final List<String> ENCODINGS = List.of("proto");
    private static final List<String> PROFILES = List.of("standard");

    private final AddressPolicy addresses;
    private final Findings findings;

    ExporterCheck(AddressPolicy addresses, Findings findings) {
        this.addresses = addresses;
        this.findings = findings;
    }

    void check(OtelConfig config) {
        exporters(config.otelTracesExporterConfig(), "otel_traces_exporter_config");
        exporters(config.otelMetricsExporterConfig(), "otel_metrics_exporter_config");
    }

    private void exporters(List<OtelConfig.Exporter> exporters, String listPath) {
        findings.unique(
                exporters.stream()
                        .map(exporter -> String.valueOf(exporter.name()))
                        .toList(),
                listPath,
                "name");
        for (int i = 0; i < exporters.size(); i++) {
            String path = Paths.element(listPath, i);
            OtelConfig.Exporter exporter = exporters.get(i);
            findings.oneOf(exporter.type(), TYPES, path + ".type");
            findings.oneOf(exporter.encoding(), ENCODINGS, path + ".encoding");
            findings.oneOf(exporter.profile(), PROFILES, path + ".profile");
            AccountCheck.address(exporter.endpoint(), path + ".endpoint", addresses, findings);
            exporter.headers()
                    .forEach((name, value) -> findings.require(
                            AccountCheck.isHeaderValue(value.value()),
                            path + ".headers." + name,
                            "holds a control character"));
        }
    }
}
