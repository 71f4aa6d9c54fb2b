package aigateway.admin.traces;

import aigateway.manifest.type.SpanCondition;
import aigateway.telemetry.Operator;
import aigateway.telemetry.query.Filter;
import aigateway.telemetry.query.Filter.Subject;
import aigateway.telemetry.query.FilterValues;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on spans between a person, an address and the API: typed in a form, kept in the page's address as the API
 * writes them, and shown in words.
 */
final class Filters {

    static final String ATTRIBUTE = "attribute";
    static final String LABEL = "label";

    /** The page's own fields are six more, and the API takes 50. */
    static final int MOST = 44;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Subject, String> KINDS = Map.of(
            Subject.FIELD, "spanFieldName",
            Subject.ATTRIBUTE, "spanAttributeKey",
            Subject.METADATA, "gatewayRequestMetadataKey");
    private static final List<Operator> OF_LISTS =
            List.of(Operator.IN, Operator.NOT_IN, Operator.BETWEEN, Operator.ARRAY_HAS_ANY, Operator.ARRAY_HAS_NONE);
    private static final List<Operator> OF_NUMBERS = List.of(
            Operator.GREATER_THAN,
            Operator.GREATER_THAN_EQUAL,
            Operator.LESS_THAN,
            Operator.LESS_THAN_EQUAL,
            Operator.BETWEEN);
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private Filters() {}

    /**
     * What was typed.
     *
     * @param what a field, {@link #ATTRIBUTE} or {@link #LABEL}
     * @param name of the attribute or the label
     * @param value several where the operator takes several, with commas between them
     * @throws IllegalArgumentException saying what to type instead
     */
    static Filter typed(String what, @Nullable String name, String operator, @Nullable String value) {
        Subject subject =
                what.equals(ATTRIBUTE) ? Subject.ATTRIBUTE : what.equals(LABEL) ? Subject.METADATA : Subject.FIELD;
        String wanted = subject == Subject.FIELD ? what : name == null ? "" : name.strip();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("Which " + what + "? Type its name.");
        }
        Operator known = operator(operator);
        if (OF_NUMBERS.contains(known) && subject != Subject.ATTRIBUTE && !Filter.isNumeric(subject, wanted)) {
            throw new IllegalArgumentException(
                    wanted + " is no number and is neither more nor less. Choose another comparison.");
        }
        return checked(
                subject,
                wanted,
                known,
                texts(known, value == null ? "" : value.strip())
                        .map(text -> valued(subject, wanted, known, text))
                        .toList());
    }

    private static Stream<String> texts(Operator operator, String typed) {
        Stream<String> texts = OF_LISTS.contains(operator) ? Arrays.stream(typed.split(",")) : Stream.of(typed);
        return texts.map(String::strip).filter(text -> !text.isEmpty());
    }

    /** What is typed may be meant as text: 007 and 1.10 are no numbers unless only numbers are asked for. */
    private static Object valued(Subject subject, String name, Operator operator, String text) {
        boolean numeric = Filter.isNumeric(subject, name);
        if (subject == Subject.FIELD && name.equals(Filter.OF_ENTRIES.name())) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("The value of " + name + " must be true or false.");
            }
            return Boolean.valueOf(text);
        } else if ((!numeric && subject != Subject.ATTRIBUTE)
                || operator.name().startsWith("STRING_")
                || !NUMBER.matcher(text).matches()) {
            return text;
        }
        Object number = text.indexOf('.') < 0 ? (Object) Long.valueOf(text) : Double.valueOf(text);
        return numeric || OF_NUMBERS.contains(operator) || number.toString().equals(text) ? number : text;
    }

    private static Operator operator(String name) {
        if (!SpanCondition.OPERATORS.contains(name)) {
            throw new IllegalArgumentException("There is no operator " + name + ".");
        }
        return Operator.valueOf(name);
    }

    private static Filter checked(Subject subject, String name, Operator operator, List<Object> values) {
        if (subject == Subject.FIELD && !Filter.fields().contains(name)) {
            throw new IllegalArgumentException("Spans have no field " + name + ".");
        }
        if (name.length() > FilterValues.LONGEST_TEXT) {
            throw new IllegalArgumentException("That name is too long.");
        }
        Optional<String> complaint =
                SpanCondition.complaint(operator.name(), values).or(() -> FilterValues.complaint(values));
        if (complaint.isPresent()) {
            throw new IllegalArgumentException("The value of " + name + " " + complaint.get() + ".");
        }
        return new Filter(subject, name, operator, values);
    }

    /** As the API has them. */
    static ArrayNode write(List<Filter> filters) {
        ArrayNode all = JSON.createArrayNode();
        for (Filter filter : filters) {
            ObjectNode node = all.addObject()
                    .put(KINDS.get(filter.subject()), filter.name())
                    .put("operator", filter.operator().name());
            if (OF_LISTS.contains(filter.operator())) {
                node.set("value", JSON.valueToTree(filter.values()));
            } else if (!filter.values().isEmpty()) {
                node.set("value", JSON.valueToTree(filter.values().get(0)));
            }
        }
        return all;
    }

    /** The same back. Addresses are typed by people, too: what is no filter is left out. */
    static List<Filter> read(@Nullable String json) {
        List<Filter> filters = new ArrayList<>();
        for (JsonNode node : tree(json)) {
            for (Map.Entry<Subject, String> kind : KINDS.entrySet()) {
                if (filters.size() < MOST && node.path(kind.getValue()).isTextual()) {
                    read(
                                    kind.getKey(),
                                    FilterValues.clean(
                                            node.path(kind.getValue()).textValue()),
                                    node)
                            .ifPresent(filters::add);
                }
            }
        }
        return filters;
    }

    private static Optional<Filter> read(Subject subject, String name, JsonNode node) {
        try {
            Operator operator = operator(node.path("operator").asText());
            return Optional.of(checked(subject, name, operator, FilterValues.read(node.path("value"))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonNode tree(@Nullable String json) {
        try {
            return json == null ? JSON.createArrayNode() : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return JSON.createArrayNode();
        }
    }

    static String inWords(Filter filter) {
        String subject = filter.subject() == Subject.METADATA ? "label " : "";
        String values = filter.values().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return subject + filter.name() + " " + inWords(filter.operator()) + (values.isEmpty() ? "" : " " + values);
    }

    /** As it is said between a name and a value. */
    static String inWords(Operator operator) {
        return switch (operator) {
            case EQUAL -> "is";
            case NOT_EQUAL -> "is not";
            case GREATER_THAN -> ">";
            case GREATER_THAN_EQUAL -> "≥";
            case LESS_THAN -> "<";
            case LESS_THAN_EQUAL -> "≤";
            case BETWEEN -> "between";
            case IN -> "is one of";
            case NOT_IN -> "is none of";
            case STRING_CONTAINS -> "contains";
            case STRING_NOT_CONTAINS -> "does not contain";
            case STRING_STARTS_WITH -> "starts with";
            case STRING_NOT_STARTS_WITH -> "does not start with";
            case STRING_ENDS_WITH -> "ends with";
            case STRING_NOT_ENDS_WITH -> "does not end with";
            case ARRAY_HAS_ANY -> "has one of";
            case ARRAY_HAS_NONE -> "has none of";
            case PRESENT -> "is there";
            case IS_NULL -> "is not there";
        };
    }
}
