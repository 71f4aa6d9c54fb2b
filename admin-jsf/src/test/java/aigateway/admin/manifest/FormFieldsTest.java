package aigateway.admin.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.admin.access.UserEditor;
import aigateway.admin.limits.BudgetEditor;
import aigateway.admin.limits.RateLimitEditor;
import aigateway.admin.otel.OtelEditor;
import aigateway.manifest.document.Binding;
import aigateway.manifest.document.Documents;
import aigateway.manifest.document.RefusedException;
import aigateway.manifest.type.BudgetConfig;
import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.OtelConfig;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.manifest.type.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormFieldsTest {

    private static final Pattern BOX = Pattern.compile("<h:selectBooleanCheckbox[^>]*value=\"([^\"]*)\"");

    private final Map<String, @Nullable Object> written = new LinkedHashMap<>();
    private final FormFields fields = new FormFields(written, Map.of("type", "http"));

    @Test
    void whatNobodyWroteIsShownAsWhatItMeansAndStaysAbsent() {
        assertThat(fields.get("type")).isEqualTo("http");

        fields.put("type", "http");

        assertThat(written).isEmpty();
    }

    @Test
    void whatIsChosenIsWrittenAndStaysSoWhenItIsTheDefaultAgain() {
        fields.put("type", "grpc");
        assertThat(written).containsEntry("type", "grpc");

        fields.put("type", "http");

        assertThat(written).containsEntry("type", "http");
    }

    @Test
    void defaultThatSomebodyWroteStays() {
        written.put("type", "http");

        fields.put("type", "http");

        assertThat(written).containsEntry("type", "http");
    }

    @Test
    void formsShowWhatTheGatewayTakesAnAbsentFieldFor() throws RefusedException {
        RateLimitingConfig limits = bound(
                "{type: gateway-rate-limiting-config, name: a, rules: [{id: a, limit_to: 1, unit: requests_per_day}]}");
        BudgetConfig budgets =
                bound("{type: gateway-budget-config, name: a, rules: [{id: a, limit_to: 1, unit: cost_per_day}]}");
        OtelConfig otel =
                bound("{type: gateway-otel-config, name: a, otel_traces_exporter_config: {endpoint: 'http://a'}}");
        OtelConfig.Exporter exporter = otel.otelTracesExporterConfig().get(0);
        User user = bound("{type: user, name: a@example.com}");

        assertThat(new RateLimitEditor().fieldsOf(new HashMap<>()).get("continue"))
                .isEqualTo(limits.rules().get(0).continues());
        assertThat(new BudgetEditor().fieldsOf(new HashMap<>()).get("audit_mode"))
                .isEqualTo(budgets.rules().get(0).auditMode());
        Map<String, @Nullable Object> shown = new OtelEditor().fieldsOf(new HashMap<>());
        assertThat(shown.get("type")).isEqualTo(exporter.type());
        assertThat(shown.get("encoding")).isEqualTo(exporter.encoding());
        assertThat(shown.get("profile")).isEqualTo(exporter.profile());
        assertThat(shown.get("exclude_request_data")).isEqualTo(exporter.excludeRequestData());
        assertThat(new UserEditor().getRoles()).isEqualTo(user.roles());
    }

    @Test
    void rolesThatNobodyWroteStayAbsent() {
        UserEditor editor = new UserEditor();

        editor.setRoles(editor.getRoles());

        assertThat(editor.getTree()).doesNotContainKey("roles");
    }

    /** A box has no third state for what is absent. */
    @ParameterizedTest
    @MethodSource("aigateway.admin.PageNamesTest#pages")
    void everyBoxOfAnEditorKnowsItsDefault(Path page) throws IOException {
        if (page.toString().endsWith("-edit.xhtml")) {
            assertThat(BOX.matcher(Files.readString(page)).results().map(box -> box.group(1)))
                    .allMatch(value -> value.startsWith("#{editor.fieldsOf("));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Manifest> T bound(String yaml) throws RefusedException {
        return (T) Binding.bind(Documents.read(yaml).get(0), 0);
    }
}
