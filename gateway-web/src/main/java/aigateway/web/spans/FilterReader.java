package aigateway.web.spans;

import static aigateway.call.GatewayException.badRequest;

import aigateway.manifest.type.SpanCondition;
import aigateway.telemetry.Operator;
import aigateway.telemetry.query.FilterValues;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Operators and values of filters, in the query of spans and in that of metrics. Whatever is wrong is told with its place. */
final class FilterReader {

    static final int MOST_FILTERS = 50;

    private static final int MOST_VALUES = 1_000;

    /** An operator with its values. */
    record Comparison(Operator operator, List<Object> values) {}

    private FilterReader() {}

    static void knowsAll(JsonNode node, Set<String> fields, String place) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                throw wrong(
                        place + "." + shortened(name),
                        "is unknown; there are "
                                + String.join(", ", fields.stream().sorted().toList()));
            }
        }
    }

    static Comparison comparison(JsonNode node, String place) {
        String name = text(node, "operator", place);
        if (!SpanCondition.OPERATORS.contains(name)) {
            throw wrong(
                    place + ".operator",
                    "is '" + shortened(name) + "'; there are " + String.join(", ", SpanCondition.OPERATORS));
        }
        Operator operator = Operator.valueOf(name);
        JsonNode value = node.path("value");
        if (value.isBoolean() && (operator == Operator.PRESENT || operator == Operator.IS_NULL)) {
            return new Comparison(value.booleanValue() ? operator : opposite(operator), List.of());
        }
        List<Object> values = values(value, place);
        SpanCondition.complaint(name, values).ifPresent(complaint -> {
            throw wrong(place + ".value", complaint);
        });
        return new Comparison(operator, values);
    }

    private static Operator opposite(Operator operator) {
        return operator == Operator.PRESENT ? Operator.IS_NULL : Operator.PRESENT;
    }

    static String text(JsonNode node, String name, String place) {
        JsonNode text = node.path(name);
        if (!text.isTextual() || text.textValue().isEmpty() || text.textValue().length() > FilterValues.LONGEST_TEXT) {
            throw wrong(place + "." + name, "must be text");
        }
        return FilterValues.clean(text.textValue());
    }

    static List<String> texts(JsonNode list, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : list) {
            if (each.isTextual() && each.textValue().length() <= FilterValues.LONGEST_TEXT) {
                texts.add(FilterValues.clean(each.textValue()));
            }
        }
        if (!list.isArray() || texts.size() < list.size() || texts.size() > MOST_VALUES) {
            throw wrong(name, "must be a list of at most " + MOST_VALUES + " texts");
        }
        return texts;
    }

    private static List<Object> values(JsonNode node, String place) {
        try {
            return FilterValues.read(node);
        } catch (IllegalArgumentException e) {
            throw wrong(place + ".value", String.valueOf(e.getMessage()));
        }
    }

    static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    static RuntimeException wrong(String place, String what) {
        return badRequest("Field '" + place + "' " + what + ".", place);
    }
}
