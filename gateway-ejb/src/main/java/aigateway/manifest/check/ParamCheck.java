package aigateway.manifest.check;

import aigateway.manifest.document.Paths;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Fields that a manifest sets in the bodies of requests, held to what a client's own are held to: a vendor would refuse every
 * call with a bad one, and a bound that bounds nothing lets calls past the budgets that count on it.
 */
final class ParamCheck {

    /** What the gateway itself decides in a request's body. */
    private static final Set<String> OWN = Set.of("model", "stream", "messages");

    /** What a value has to be, and how that is said. */
    private enum Shape {
        COUNT("must be a whole number, at least 1", value -> isWhole(value) && ((Number) value).longValue() >= 1),
        WHOLE("must be a whole number", Shape::isWhole),
        NUMBER("must be a number", value -> value instanceof Number number && Double.isFinite(number.doubleValue())),
        LIST("must be a list", value -> value instanceof List),
        TEXTS(
                "must be a text or a list of texts",
                value -> value instanceof String
                        || (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)));

        private final String demand;
        private final Predicate<Object> holds;

        Shape(String demand, Predicate<Object> holds) {
            this.demand = demand;
            this.holds = holds;
        }

        private static boolean isWhole(Object value) {
            return value instanceof Integer
                    || value instanceof Long
                    || (value instanceof BigInteger large && large.bitLength() < Long.SIZE);
        }
    }

    /** Of the fields that a client's request is read for, and what bounds its answer in other dialects. */
    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry("max_tokens", Shape.COUNT),
            Map.entry("max_completion_tokens", Shape.COUNT),
            Map.entry("max_output_tokens", Shape.COUNT),
            Map.entry("n", Shape.COUNT),
            Map.entry("top_k", Shape.WHOLE),
            Map.entry("seed", Shape.WHOLE),
            Map.entry("temperature", Shape.NUMBER),
            Map.entry("top_p", Shape.NUMBER),
            Map.entry("frequency_penalty", Shape.NUMBER),
            Map.entry("presence_penalty", Shape.NUMBER),
            Map.entry("tools", Shape.LIST),
            Map.entry("stop", Shape.TEXTS));

    private ParamCheck() {}

    static void check(Map<String, Object> params, String path, Findings findings) {
        params.forEach((name, value) -> {
            String place = Paths.field(path, name);
            Optional<String> meant = meant(name);
            Shape shape = SHAPES.get(name);
            if (OWN.contains(name)) {
                findings.add(place, "is not for a target to change");
            } else if (meant.isPresent()) {
                findings.add(place, "must be spelled '" + meant.get() + "'");
            } else if (shape != null) {
                findings.require(shape.holds.test(value), place, shape.demand);
            }
        });
    }

    /** A name of which only the case is another: many a vendor's server heeds it all the same, and the gateway does not. */
    private static Optional<String> meant(String name) {
        return Stream.concat(OWN.stream(), SHAPES.keySet().stream())
                .filter(known -> known.equalsIgnoreCase(name) && !known.equals(name))
                .findFirst();
    }
}
