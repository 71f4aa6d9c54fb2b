package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.eclipse.microprofile.openapi.spi.OASFactoryResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValidDescriptionTest {

    private final Map<String, PathItem> found = new LinkedHashMap<>();

    @BeforeEach
    void makeModels() {
        OASFactoryResolver.setInstance(new OpenApiModels());
    }

    @AfterEach
    void forgetModels() {
        OASFactoryResolver.setInstance(null);
    }

    private static Operation operation(String method, String... parameters) {
        Operation operation = OASFactory.createOperation().operationId(method);
        for (String name : parameters) {
            operation.addParameter(OASFactory.createParameter()
                    .name(name)
                    .in(Parameter.In.PATH)
                    .schema(OASFactory.createSchema()));
        }
        return operation;
    }

    private void find(String path, HttpMethod method, Operation operation) {
        found.computeIfAbsent(path, none -> OASFactory.createPathItem()).setOperation(method, operation);
    }

    private Map<String, PathItem> described() {
        OpenAPI api = OASFactory.createOpenAPI().paths(OASFactory.createPaths());
        api.getPaths().setPathItems(found);
        new ValidDescription().filterOpenAPI(api);
        return api.getPaths().getPathItems();
    }

    private static Operation at(Map<String, PathItem> items, String path, HttpMethod method) {
        assertThat(items).containsKey(path);
        return Objects.requireNonNull(items.get(path)).getOperations().get(method);
    }

    @Test
    void tagsAreListedOnce() {
        Tag first = OASFactory.createTag().name("Inference");
        Tag other = OASFactory.createTag().name("Keys");
        OpenAPI api = OASFactory.createOpenAPI()
                .tags(List.of(first, other, OASFactory.createTag().name("Inference")));

        new ValidDescription().filterOpenAPI(api);

        assertThat(api.getTags()).containsExactly(first, other);
    }

    @Test
    void operationsAreCalledByTheirMethodAndPath() {
        find("/files", HttpMethod.GET, operation("list"));
        find("/files/{id}", HttpMethod.GET, operation("get", "id"));
        find("/files/{id}", HttpMethod.DELETE, operation("delete", "id"));
        find("/batches", HttpMethod.GET, operation("list"));
        find("/api/svc/v1/otel/dead-letters/replay", HttpMethod.POST, operation("replay"));
        find("/api/svc/v1/files", HttpMethod.GET, operation("list"));

        Map<String, PathItem> items = described();

        assertThat(items.values().stream()
                        .flatMap(item -> item.getOperations().values().stream())
                        .map(Operation::getOperationId))
                .containsExactlyInAnyOrder(
                        "getFiles",
                        "getFilesById",
                        "deleteFilesById",
                        "getBatches",
                        "postOtelDeadLettersReplay",
                        "getFiles2");
    }

    @Test
    void pathsHaveNamesAndNoExpressions() {
        find("/audit/{id: -?[0-9]{1,18}}", HttpMethod.GET, operation("find", "id"));
        find("/proxy/{account}/{path: .*}", HttpMethod.POST, operation("send"));
        find("/models/{model: .+}:{method: [A-Za-z]+}", HttpMethod.POST, operation("generate", "model", "method"));

        Map<String, PathItem> items = described();

        assertThat(items).containsOnlyKeys("/audit/{id}", "/proxy/{account}/{path}", "/models/{model}:{method}");
        assertThat(at(items, "/audit/{id}", HttpMethod.GET).getParameters())
                .singleElement()
                .satisfies(id -> {
                    assertThat(id.getRequired()).isTrue();
                    assertThat(id.getSchema().getPattern()).isEqualTo("^-?[0-9]{1,18}$");
                });
        assertThat(at(items, "/proxy/{account}/{path}", HttpMethod.POST).getParameters())
                .extracting(Parameter::getName)
                .as("every name in a path is a parameter")
                .containsExactly("account", "path");
    }

    @Test
    void pathsThatDifferInTheirExpressionsAreOne() {
        find("/jobs/{id}/{what: events|checkpoints}", HttpMethod.GET, operation("read", "id", "what"));
        find("/jobs/{id}/{what: cancel|pause}", HttpMethod.POST, operation("change", "id", "what"));

        Map<String, PathItem> items = described();

        assertThat(items).containsOnlyKeys("/jobs/{id}/{what}");
        assertThat(pattern(at(items, "/jobs/{id}/{what}", HttpMethod.GET))).isEqualTo("^(events|checkpoints)$");
        assertThat(pattern(at(items, "/jobs/{id}/{what}", HttpMethod.POST))).isEqualTo("^(cancel|pause)$");
    }

    private static String pattern(Operation operation) {
        return operation.getParameters().get(1).getSchema().getPattern();
    }
}
