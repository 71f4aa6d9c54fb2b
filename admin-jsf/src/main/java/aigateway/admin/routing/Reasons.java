package aigateway.admin.routing;

import aigateway.manifest.type.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a rule is for a request, or is not, in words. */
final class Reasons {

    private Reasons() {}

    /** Every part that matches. */
    static String match(When when, When.Facts facts) {
        List<String> parts = new ArrayList<>();
        if (!when.subjects().isEmpty()) {
            parts.add("the caller is " + listed(when.subjects(), facts.subjects()));
        }
        if (!when.models().isEmpty()) {
            Set<String> names = new TreeSet<>(facts.models());
            names.addAll(facts.targets());
            String named = listed(when.models(), names);
            boolean asked = when.models().stream().anyMatch(facts.models()::contains);
            parts.add((asked ? "it asks for " : "it may reach ") + named);
        }
        when.metadata().forEach((key, value) -> parts.add("it says " + key + "=" + value));
        return parts.isEmpty() ? "It is for every request." : sentence(String.join(", and ", parts));
    }

    /** The first part that does not match. */
    static String mismatch(When when, When.Part part, When.Facts facts) {
        return switch (part) {
            case SUBJECTS -> sentence("it is for " + String.join(" or ", when.subjects()) + ", and the caller is "
                    + String.join(", ", new TreeSet<>(facts.subjects())));
            case MODELS -> sentence(
                    "it is for " + String.join(" or ", when.models()) + ", and this request can only reach "
                            + String.join(
                                    ", ",
                                    new TreeSet<>(Stream.concat(facts.models().stream(), facts.targets().stream())
                                            .toList())));
            case METADATA -> when.metadata().entrySet().stream()
                    .filter(wanted -> !wanted.getValue().equals(facts.metadata().get(wanted.getKey())))
                    .findFirst()
                    .map(wanted -> label(wanted, facts.metadata().get(wanted.getKey())))
                    .orElse("Its labels are others.");
        };
    }

    private static String label(Map.Entry<String, String> wanted, @Nullable String said) {
        return sentence("it wants " + wanted.getKey() + "=" + wanted.getValue() + ", and the request says "
                + (said == null ? "nothing of " + wanted.getKey() : wanted.getKey() + "=" + said));
    }

    private static String listed(List<String> wanted, Set<String> there) {
        return String.join(", ", wanted.stream().filter(there::contains).toList());
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + '.';
    }
}
