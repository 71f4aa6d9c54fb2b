package aigateway.redaction;

/**
 * Reads a pattern that RE2 has taken for what its matches must look like. It knows what most patterns are made of; what it
 * does not know makes it say nothing of the whole pattern, so that it never says what is wrong.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2's syntax</a>
 */
final class PatternReader {

    private static final Chars DIGITS = Chars.range('0', '9');
    private static final Chars WORD =
            DIGITS.or(Chars.range('a', 'z')).or(Chars.range('A', 'Z')).or(Chars.range('_', '_'));
    private static final String COUNTS = "*+?{";
    private static final Chars SPACES = Chars.of("\t\n\f\r ");

    private final String pattern;
    private int at;
    private boolean anyCase;

    private PatternReader(String pattern) {
        this.pattern = pattern;
    }

    static Part read(String pattern) {
        try {
            return new PatternReader(pattern).alternatives();
        } catch (UnknownSyntaxException unknown) {
            return Part.ANYTHING;
        }
    }

    private Part alternatives() throws UnknownSyntaxException {
        Part all = sequence();
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            all = all.or(sequence());
        }
        return all;
    }

    private Part sequence() throws UnknownSyntaxException {
        Part all = Part.EMPTY;
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            all = all.then(repeated(atom()));
        }
        return all;
    }

    private Part atom() throws UnknownSyntaxException {
        char c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> characters();
            case '.' -> Part.ANYTHING;
            case '^', '$' -> Part.EMPTY;
            case '\\' -> escaped();
            case '*', '+', '?', '{' -> throw new UnknownSyntaxException();
            default -> literal(c);
        };
    }

    private Part literal(char c) throws UnknownSyntaxException {
        if (c < 128) {
            return one(Chars.range(c, c));
        }
        if (Character.isHighSurrogate(c)) {
            next();
            return Part.of(Chars.BEYOND).then(Part.of(Chars.BEYOND));
        }
        return Part.of(beyond());
    }

    /** One character beyond ASCII, or what may be the same as one in another case. */
    private Chars beyond() {
        return anyCase ? Chars.BEYOND.or(Chars.of("KkSs")) : Chars.BEYOND;
    }

    private Part one(Chars chars) {
        return Part.of(anyCase ? chars.inAnyCase() : chars);
    }

    private Part escaped() throws UnknownSyntaxException {
        char c = next();
        return switch (c) {
            case 'b', 'B', 'A', 'z' -> Part.EMPTY;
            case 'D', 'W', 'S' -> Part.ANYTHING;
            case 'p', 'P' -> property();
            default -> one(escapedSet(c));
        };
    }

    /** Behind its {@code p}: a letter, or a name in braces. What has it is too much to list. */
    private Part property() throws UnknownSyntaxException {
        if (next() == '{') {
            passOver("}");
        }
        return Part.ANYTHING;
    }

    private void passOver(String end) throws UnknownSyntaxException {
        int found = pattern.indexOf(end, at);
        if (found < 0) {
            throw new UnknownSyntaxException();
        }
        at = found + end.length();
    }

    private Chars escapedSet(char c) throws UnknownSyntaxException {
        return switch (c) {
            case 'd' -> DIGITS;
            case 'w' -> WORD;
            case 's' -> SPACES;
            default -> {
                char meant = meant(c);
                yield Chars.range(meant, meant);
            }
        };
    }

    private static char meant(char escaped) throws UnknownSyntaxException {
        return switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            default -> {
                if (escaped >= 128 || WORD.contains(escaped)) {
                    throw new UnknownSyntaxException();
                }
                yield escaped;
            }
        };
    }

    /** Behind its bracket. */
    private Part characters() throws UnknownSyntaxException {
        boolean others = peek() == '^';
        at += others ? 1 : 0;
        Chars set = Chars.NONE;
        boolean more = others;
        for (boolean first = true; first || peek() != ']'; first = false) {
            char c = next();
            if (c == '[' && peek() == ':') {
                passOver(":]");
                more = true;
                continue;
            }
            if (c == '\\' && "DWSpP".indexOf(peek()) >= 0) {
                if (Character.toLowerCase(next()) == 'p') {
                    property();
                }
                more = true;
                continue;
            }
            if (c == '\\' && "dws".indexOf(peek()) >= 0) {
                set = set.or(escapedSet(next()));
                continue;
            }
            char from = c == '\\' ? meant(next()) : c;
            char to = from;
            if (peek() == '-' && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
                at++;
                char last = next();
                to = last == '\\' ? meant(next()) : last;
            }
            more |= Character.isSurrogate(from) || Character.isSurrogate(to);
            set = set.or(Chars.range(from, Math.min(to, 127))).or(to < 128 ? Chars.NONE : beyond());
        }
        at++;
        return more ? Part.ANYTHING : one(set);
    }

    /** Behind its parenthesis. */
    private Part group() throws UnknownSyntaxException {
        boolean outside = anyCase;
        if (peek() == '?') {
            at++;
            if (peek() == 'P' || peek() == '<') {
                at = pattern.indexOf('>', at) + 1;
            } else if (flags() == ')') {
                if (at < pattern.length() && COUNTS.indexOf(pattern.charAt(at)) >= 0) {
                    // RE2 repeats what stands before the flags.
                    throw new UnknownSyntaxException();
                }
                return Part.EMPTY;
            }
        }
        Part all = alternatives();
        if (next() != ')') {
            throw new UnknownSyntaxException();
        }
        anyCase = outside;
        return all;
    }

    /** @return what they end with: a parenthesis when they are for all that follows, else a colon */
    private char flags() throws UnknownSyntaxException {
        boolean on = true;
        while (true) {
            char c = next();
            switch (c) {
                case '-' -> on = false;
                case 'i' -> anyCase = on;
                case 'm', 's', 'U' -> {
                    // What they change nothing here goes by.
                }
                case ':', ')' -> {
                    return c;
                }
                default -> throw new UnknownSyntaxException();
            }
        }
    }

    private Part repeated(Part part) throws UnknownSyntaxException {
        if (at == pattern.length()) {
            return part;
        }
        Part all;
        switch (pattern.charAt(at)) {
            case '*' -> all = part.times(0, -1);
            case '+' -> all = part.times(1, -1);
            case '?' -> all = part.times(0, 1);
            case '{' -> all = counted(part);
            default -> {
                return part;
            }
        }
        at++;
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            at++;
        }
        return all;
    }

    private Part counted(Part part) throws UnknownSyntaxException {
        int end = pattern.indexOf('}', at);
        String inside = pattern.substring(at + 1, Math.max(at + 1, end));
        if (!inside.matches("\\d{1,4}(,\\d{0,4})?")) {
            throw new UnknownSyntaxException();
        }
        String[] counts = inside.split(",", -1);
        int least = Integer.parseInt(counts[0]);
        at = end;
        if (counts.length == 1) {
            return part.times(least, least);
        }
        return part.times(least, counts[1].isEmpty() ? -1 : Integer.parseInt(counts[1]));
    }

    private char peek() throws UnknownSyntaxException {
        if (at >= pattern.length()) {
            throw new UnknownSyntaxException();
        }
        return pattern.charAt(at);
    }

    private char next() throws UnknownSyntaxException {
        char c = peek();
        at++;
        return c;
    }

    /** Nothing is said of such a pattern. */
    private static final class UnknownSyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownSyntaxException() {
            super(null, null, false, false);
        }
    }
}
