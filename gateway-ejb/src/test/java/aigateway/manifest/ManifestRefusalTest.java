package aigateway.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.ApplyResult.Applied;
import aigateway.manifest.ApplyResult.Invalid;
import aigateway.manifest.document.Problem;
import aigateway.store.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every refusal names the field. The cases are in {@code refused.txt}: the problem on one line, then the text. */
class ManifestRefusalTest {

    private final TestDatabase database = TestDatabase.h2();
    private final TestManifests manifests = new TestManifests(database);

    @BeforeEach
    void goodState() throws IOException {
        manifests.environment.put("OPENAI_API_KEY", "sk-of-the-environment");
        manifests.environment.put("CHECKOUT_KEY", "checkout-key-1");
        ApplyResult result = manifests.apply(text("accepted.yaml"));
        assertThat(result).as(result.toString()).isInstanceOf(Applied.class);
        assertThat(((Applied) result).changes()).hasSize(16);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @TestFactory
    Stream<DynamicTest> refusalsNameTheField() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String item : text("refused.txt").split("(?m)^=== ")) {
            if (item.isBlank()) {
                continue;
            }
            int end = item.indexOf('\n');
            String expected = item.substring(0, end).strip();
            String document = item.substring(end + 1);
            tests.add(DynamicTest.dynamicTest(expected, () -> assertRefused(document, expected)));
        }
        assertThat(tests).hasSizeGreaterThan(50);
        return tests.stream();
    }

    private void assertRefused(String document, String expected) {
        ApplyResult result = manifests.apply(document);

        assertThat(result).as("must be refused").isInstanceOf(Invalid.class);
        assertThat(((Invalid) result).problems())
                .extracting(Problem::toString)
                .anySatisfy(problem -> assertThat(problem).contains(expected))
                .allSatisfy(problem -> assertThat(problem).doesNotContain("canary"));
        assertThat(((Invalid) result).problems())
                .as("a missing secret is told once")
                .extracting(Problem::place)
                .filteredOn(place -> place.contains("auth_data"))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsAcceptedComesBackAndMeansTheSame() {
        List<String> kinds = List.of(
                "provider-account",
                "virtual-model",
                "gateway-load-balancing-config",
                "gateway-fallback-config",
                "gateway-rate-limiting-config",
                "gateway-budget-config",
                "gateway-otel-config",
                "tracing-project",
                "gateway-data-access-config",
                "gateway-logging-config",
                "virtual-account",
                "user",
                "team",
                "identity-provider");
        StringBuilder all = new StringBuilder();
        for (String kind : kinds) {
            List<StoredManifest> stored = manifests.list(kind);
            assertThat(stored).as(kind).isNotEmpty();
            stored.forEach(it -> all.append("---\n").append(it.yaml()));
        }

        assertThat(manifests.apply(all.toString()))
                .isInstanceOfSatisfying(
                        Applied.class, applied -> assertThat(applied.changes()).isEmpty());
    }

    @Test
    void jsonMeansTheSameAsYaml() {
        assertThat(
                        manifests.apply(
                                """
                        [{"type": "team", "name": "json", "members": ["ann@example.com"]}]"""))
                .isInstanceOf(Applied.class);
        assertThat(manifests.apply("{ type: team, name: json, members: [ann@example.com] }"))
                .isInstanceOfSatisfying(
                        Applied.class, applied -> assertThat(applied.changes()).isEmpty());
    }

    @Test
    void aVariableThatIsGoneDoesNotStandInTheWayOfOtherChanges() {
        manifests.environment.clear();

        assertThat(manifests.apply("{ type: team, name: other }")).isInstanceOf(Applied.class);
    }

    private static String text(String name) throws IOException {
        try (InputStream in = ManifestRefusalTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
