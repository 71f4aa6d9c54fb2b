package aigateway.platform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what the server found in our annotations what OpenAPI allows, the same on each of them: Payara lists a tag once
 * for each class that has it, calls operations as Java calls their methods, and leaves expressions in paths.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.0.3">OpenAPI</a>
 */
public final class ValidDescription implements OASFilter {

    private static final String CONTROL = "/api/svc/v1/";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        List<Tag> tags = api.getTags();
        if (tags != null) {
            api.setTags(eachOnce(tags));
        }
        if (api.getPaths() == null || api.getPaths().getPathItems() == null) {
            return;
        }
        Map<String, PathItem> items = new LinkedHashMap<>();
        api.getPaths().getPathItems().forEach((path, item) -> {
            PathTemplate template = PathTemplate.of(path);
            item.getOperations().values().forEach(operation -> declareParameters(operation, item, template));
            items.merge(template.path(), item, ValidDescription::both);
        });
        identify(items);
        api.getPaths().setPathItems(items);
    }

    private static List<Tag> eachOnce(List<Tag> tags) {
        Map<String, Tag> byName = new LinkedHashMap<>();
        tags.forEach(tag -> byName.putIfAbsent(tag.getName(), tag));
        return new ArrayList<>(byName.values());
    }

    /** Paths that differ in nothing but their expressions: what one answers the other does not. */
    private static PathItem both(PathItem one, PathItem other) {
        other.getOperations().forEach((method, operation) -> {
            if (!one.getOperations().containsKey(method)) {
                one.setOperation(method, operation);
            }
        });
        return one;
    }

    private static void declareParameters(Operation operation, PathItem item, PathTemplate template) {
        Set<String> missing = new HashSet<>(template.parameters().keySet());
        for (Parameter parameter : all(operation.getParameters(), item.getParameters())) {
            if (parameter.getIn() == Parameter.In.PATH && missing.remove(parameter.getName())) {
                parameter.setRequired(true);
                restrict(parameter, template);
            }
        }
        template.parameters().keySet().stream().filter(missing::contains).forEach(name -> {
            Parameter parameter = OASFactory.createParameter()
                    .name(name)
                    .in(Parameter.In.PATH)
                    .required(true)
                    .schema(OASFactory.createSchema());
            restrict(parameter, template);
            operation.addParameter(parameter);
        });
    }

    private static List<Parameter> all(@Nullable List<Parameter> own, @Nullable List<Parameter> common) {
        List<Parameter> all = new ArrayList<>(own == null ? List.of() : own);
        all.addAll(common == null ? List.of() : common);
        return all;
    }

    /** Of the schema's type nothing is said or asked here: it is one in OpenAPI 3.0, and a list of them in 3.1. */
    private static void restrict(Parameter parameter, PathTemplate template) {
        Schema schema = parameter.getSchema();
        String expression = template.parameters().getOrDefault(parameter.getName(), "");
        if (!expression.isEmpty() && schema != null && schema.getPattern() == null) {
            schema.setPattern("^" + (expression.contains("|") ? "(" + expression + ")" : expression) + "$");
        }
    }

    private static void identify(Map<String, PathItem> items) {
        Set<String> taken = new HashSet<>();
        items.forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
            String id = id(method, path);
            String unique = id;
            for (int number = 2; !taken.add(unique); number++) {
                unique = id + number;
            }
            operation.setOperationId(unique);
        }));
    }

    /** {@code GET /api/svc/v1/audit/{id}} is {@code getAuditById}. */
    private static String id(HttpMethod method, String path) {
        String ours = path.startsWith(CONTROL) ? path.substring(CONTROL.length()) : path;
        StringBuilder id = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
        for (String word : ours.replace("{", "-by-").split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return id.toString();
    }
}
