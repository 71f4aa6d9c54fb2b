package aigateway.telemetry.query;

import aigateway.telemetry.Labels;
import aigateway.telemetry.SpanRow;
import aigateway.telemetry.SpanView;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A span that the table has let through, with all there is to it: what the table does not tell is asked here. */
record Candidate(SpanView view, Resource resource) {

    /** The conventions' name now and before, and the word for it in the gateway's own examples. */
    private static final Set<String> ENVIRONMENTS =
            Set.of("deployment.environment.name", "deployment.environment", "env");

    boolean matches(Filter filter) {
        return filter.operator().matches(actual(filter), filter.values());
    }

    private @Nullable Object actual(Filter filter) {
        return switch (filter.subject()) {
            case ATTRIBUTE -> view.attributes().get(filter.name());
            case METADATA -> Labels.value(view.row().metadata(), filter.name());
            case FIELD -> field(filter.name());
        };
    }

    private @Nullable Object field(String name) {
        SpanRow row = view.row();
        return switch (name) {
            case "spanName" -> row.name();
            case "spanId" -> row.spanId();
            case "traceId" -> row.traceId();
            case "parentSpanId" -> row.parentId() == null ? "" : row.parentId();
            case "applicationName" -> row.service();
            case "createdBySubjectSlug" -> row.subjectSlug();
            case "createdBySubjectType" -> row.subjectType();
            case "durationInNs" -> row.duration().toNanos();
            case "durationInMs" -> row.durationMillis();
            case "spanStatusCode" -> row.status();
            case "spanKind" -> row.kind();
            case "scopeName" -> row.scope();
            case Filter.ENTRY -> row.entry();
            case Filter.ENVIRONMENT -> environment();
            default -> throw new IllegalArgumentException("There is no field " + name);
        };
    }

    private @Nullable String environment() {
        for (KeyValue attribute : resource.getAttributesList()) {
            if (ENVIRONMENTS.contains(attribute.getKey())) {
                return attribute.getValue().getStringValue();
            }
        }
        return null;
    }

    static boolean allMatch(List<Filter> filters, Candidate candidate) {
        return filters.stream().allMatch(candidate::matches);
    }
}
