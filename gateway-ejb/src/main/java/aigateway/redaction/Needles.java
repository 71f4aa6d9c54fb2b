package aigateway.redaction;

import java.util.List;

/**
 * What a text must have in it for a pattern to match. Looking for it takes a twentieth of the time that asking the pattern
 * takes, and most texts do not have it.
 */
final class Needles {

    private final Chars[][] needles;
    private final Chars first;

    private Needles(List<List<Chars>> alternatives) {
        needles = alternatives.stream().map(row -> row.toArray(Chars[]::new)).toArray(Chars[][]::new);
        Chars all = Chars.NONE;
        for (Chars[] needle : needles) {
            all = all.or(needle[0]);
        }
        first = all;
    }

    /** @param pattern one that RE2 takes */
    static Needles of(String pattern) {
        Part part = PatternReader.read(pattern);
        return new Needles(part.isTelling() ? part.best() : List.of());
    }

    /** @return false when the pattern matches nothing in the text, but for what has no length */
    boolean mayBeIn(String text) {
        if (needles.length == 0) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            if (first.contains(text.charAt(i)) && begins(text, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean begins(String text, int from) {
        for (Chars[] needle : needles) {
            if (begins(needle, text, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(Chars[] needle, String text, int from) {
        if (from + needle.length > text.length()) {
            return false;
        }
        for (int i = 0; i < needle.length; i++) {
            if (!needle[i].contains(text.charAt(from + i))) {
                return false;
            }
        }
        return true;
    }
}
