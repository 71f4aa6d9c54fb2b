package aigateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasePathsTest {

    @ParameterizedTest
    @CsvSource({
        "http://a:8080/v1/models, /models, http://a:8080/models",
        "http://a/v1/models?b=%2F/v1/&c, /models, http://a/models?b=%2F/v1/&c",
        "http://[::1]:80/openai/v1/models/a%2Fb, /models/a%2Fb, http://[::1]:80/models/a%2Fb",
        "https://a/gateway/v1/models, /gateway/models, https://a/gateway/models",
    })
    void onlyThePathIsAnother(URI asked, String path, URI moved) {
        assertThat(BasePaths.moved(asked, path)).isEqualTo(moved);
    }

    @ParameterizedTest
    @CsvSource({
        "v1/models, models",
        "openai/v1/models, models",
        "api/llm/models, models",
        "api/llm/api/inference/openai/v1/models, models",
        "v1/v1beta/models/m:generateContent, v1beta/models/m:generateContent",
        "api/llm/v2/chat, v2/chat",
        "models, ",
        "v1beta/models, ",
    })
    void prefixesAreTakenAway(String path, String rest) {
        assertThat(BasePaths.withoutBase(path)).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1/api/svc/v1/login",
                "openai/api/svc/v1/login",
                "openai/v1/api/svc/v1/login",
                "api/llm/api/svc/v1/login",
                "api/llm/api/inference/openai/v1/api/svc/v1/login",
                "v1//api/svc/v1/login",
                "v1/%61pi/svc/v1/login",
                "v1/api;a=b/svc/v1/login",
                "v1/api/otel/v1/traces",
                "v1/health/ready",
                "v1/metrics",
                "v1/",
            })
    void whatIsNotInferenceHasNoOtherAddress(String path) {
        assertThat(BasePaths.withoutBase(path)).isNull();
    }

    @Test
    void baseAddressesLeadToAllOfInferenceAndToNothingElse() {
        JavaClasses module = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPath("target/classes");
        Set<String> inference = module.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .filter(BasePathsTest::isInference)
                .flatMap(BasePathsTest::beginnings)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(BasePaths.INFERENCE).containsExactlyInAnyOrderElementsOf(inference);
    }

    private static boolean isInference(JavaClass type) {
        return type.tryGetAnnotationOfType(Tag.class)
                .filter(tag -> tag.name().equals("Inference"))
                .isPresent();
    }

    /** A resource of several paths says them at its methods. */
    private static Stream<String> beginnings(JavaClass type) {
        String path = type.getAnnotationOfType(Path.class).value();
        Stream<String> paths = path.equals("/")
                ? type.getMethods().stream()
                        .filter(method -> method.isAnnotatedWith(Path.class))
                        .map(BasePathsTest::path)
                : Stream.of(path);
        return paths.map(each -> each.split("/")[0]);
    }

    private static String path(JavaMethod method) {
        return method.getAnnotationOfType(Path.class).value();
    }
}
