package aigateway.admin.otel;

import aigateway.admin.manifest.Draft;
import aigateway.admin.manifest.Editor;
import aigateway.admin.manifest.FormFields;
import aigateway.manifest.Manifests;
import aigateway.manifest.StoredManifest;
import aigateway.manifest.type.OtelConfig;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Edits where spans and metrics are exported to; there is one such manifest in a gateway. */
@Named
@ViewScoped
public class OtelEditor extends Editor {

    private static final long serialVersionUID = 1L;

    static final Map<String, Object> DEFAULTS =
            Map.of("type", "http", "encoding", "proto", "profile", "standard", "exclude_request_data", false);

    private static final String TRACES = "otel_traces_exporter_config";
    private static final String METRICS = "otel_metrics_exporter_config";

    @Inject
    transient Manifests stored;

    @Override
    protected String kind() {
        return OtelConfig.TYPE;
    }

    @Override
    protected @Nullable String onlyName() {
        return stored.list(kind()).stream()
                .findFirst()
                .map(StoredManifest::name)
                .orElse(null);
    }

    @Override
    protected Draft fresh() {
        Draft draft = Draft.of(kind(), "otel");
        draft.groups(TRACES).add(exporter(1));
        return draft;
    }

    @Override
    protected String listPage() {
        return "/otel";
    }

    public List<Map<String, @Nullable Object>> getTraces() {
        return exporters(TRACES);
    }

    public List<Map<String, @Nullable Object>> getMetrics() {
        return exporters(METRICS);
    }

    /** One exporter may stand by itself. */
    private List<Map<String, @Nullable Object>> exporters(String field) {
        if (getTree().get(field) instanceof Map<?, ?> one) {
            List<Object> list = new ArrayList<>();
            list.add(one);
            getTree().put(field, list);
        }
        return draft().groups(field);
    }

    public Map<String, @Nullable Object> fieldsOf(Map<String, @Nullable Object> exporter) {
        return new FormFields(exporter, DEFAULTS);
    }

    public void addTraces() {
        getTraces().add(exporter(getTraces().size() + 1));
    }

    public void addMetrics() {
        getMetrics().add(exporter(getMetrics().size() + 1));
    }

    public void removeTraces(int index) {
        getTraces().remove(index);
    }

    public void removeMetrics(int index) {
        getMetrics().remove(index);
    }

    private static Map<String, @Nullable Object> exporter(int number) {
        Map<String, @Nullable Object> exporter = new LinkedHashMap<>();
        exporter.put("name", number == 1 ? "default" : "exporter-" + number);
        exporter.put("endpoint", null);
        return exporter;
    }
}
