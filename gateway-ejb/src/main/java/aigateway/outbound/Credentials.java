package aigateway.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was sent in confidence, taken out of what came back: whoever refuses a credential likes to repeat it. */
public final class Credentials {

    private static final String REMOVED = "…";

    /** What looks like a credential, whoever's it is; after a mere word only what has a digit, or it is a word too. */
    private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("\\b(?:(?:sk|pk|rk|gsk|xai|key)[-_]|AIza|ya29\\.)"
            + "[A-Za-z0-9_*.-]{8,}|\\b(?:Bearer|key) (?=[A-Za-z_*.-]*[0-9*])[A-Za-z0-9_*.-]{8,}");

    /** {@code Bearer …}, {@code Basic …}: the credential is quoted without its scheme. More words are a text. */
    private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9-]*) +(\\S+)");

    /** Shorter ones are words that stand in any message. */
    private static final int SHORTEST = 4;

    private Credentials() {}

    /**
     * The text without any of these, and without what looks like a credential.
     *
     * @param sent keys, and values of headers
     */
    public static String removed(String text, Collection<String> sent) {
        Set<String> hidden =
                new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        sent.forEach(value -> addPartsTo(hidden, value.strip()));
        String clean = text;
        // The longest first: a part that is taken out of it would leave the rest.
        for (String value : hidden) {
            if (value.length() >= SHORTEST) {
                clean = clean.replace(value, REMOVED);
            }
        }
        return LOOKS_LIKE_ONE.matcher(clean).replaceAll(REMOVED);
    }

    private static void addPartsTo(Set<String> hidden, String value) {
        hidden.add(value);
        Matcher parts = WITH_SCHEME.matcher(value);
        if (parts.matches()) {
            hidden.add(parts.group(2));
            if (parts.group(1).equalsIgnoreCase("Basic")) {
                hidden.addAll(nameAndPassword(parts.group(2)));
            }
        }
    }

    /** What a server reads in it, and may repeat so. */
    private static Set<String> nameAndPassword(String basic) {
        try {
            String both = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            // Of one without a name both are the same.
            return new HashSet<>(List.of(both, both.substring(both.indexOf(':') + 1)));
        } catch (IllegalArgumentException neitherIsReadable) {
            return Set.of();
        }
    }
}
