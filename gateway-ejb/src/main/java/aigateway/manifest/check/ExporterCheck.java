package aigateway.manifest.check;

import aigateway.manifest.document.Paths;
import aigateway.manifest.type.OtelConfig;
import aigateway.manifest.type.SpanCondition;
import aigateway.outbound.AddressPolicy;
import java.util.List;

/** Where telemetry goes. */
final class ExporterCheck {

    private static final List<String> TYPES = List.of("http", "grpc");
    private static final List<String> ENCODINGS = List.of("proto", "json");
    private static final List<String> PROFILES = List.of("standard", "logfire", "langfuse", "last9");

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
            exporter(exporters.get(i), Paths.element(listPath, i));
        }
    }

    private void exporter(OtelConfig.Exporter exporter, String path) {
        findings.require(
                StateCheck.NAME.matcher(exporter.name()).matches(),
                path + ".name",
                "must be letters, digits and . _ - @ +, at most 128, and begin with a letter or a digit");
        findings.oneOf(exporter.type(), TYPES, path + ".type");
        findings.oneOf(exporter.encoding(), ENCODINGS, path + ".encoding");
        findings.oneOf(exporter.profile(), PROFILES, path + ".profile");
        AccountCheck.address(exporter.endpoint(), path + ".endpoint", addresses, findings);
        if (exporter.type().equals("grpc")) {
            findings.require(exporter.encoding().equals("proto"), path + ".encoding", "must be proto for grpc");
            String place = exporter.endpoint().getRawPath();
            findings.require(
                    place == null || place.isEmpty() || place.equals("/"),
                    path + ".endpoint",
                    "must have no path for grpc, as in https://collector.example:4317");
        }
        exporter.headers().forEach((name, value) -> {
            String place = Paths.field(path + ".headers", name);
            findings.require(AccountCheck.isHeaderName(name), place, "is not a header's name");
            findings.require(AccountCheck.isHeaderValue(value.value()), place, "holds a control character");
        });
        for (int i = 0; i < exporter.when().size(); i++) {
            condition(exporter.when().get(i), Paths.element(path + ".when", i));
        }
    }

    private void condition(OtelConfig.Condition condition, String path) {
        findings.oneOf(condition.field(), SpanCondition.FIELDS, path + ".field");
        findings.oneOf(condition.operator(), SpanCondition.OPERATORS, path + ".operator");
        findings.require(
                !SpanCondition.hasKeys(condition.field()) || condition.key() != null,
                path + ".key",
                "is missing: which attribute?");
        findings.require(
                SpanCondition.hasKeys(condition.field()) || condition.key() == null,
                path + ".key",
                "is only for attributes");
        SpanCondition.complaint(condition.operator(), condition.value())
                .ifPresent(complaint -> findings.add(path + ".value", complaint));
    }
}
