package aigateway.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of texts what some patterns describe. The patterns are RE2's: whatever they are and whatever the text is,
 * matching takes a time in proportion to both, so that no text can hold up a thread.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2's syntax</a>
 */
public final class Redaction {

    public static final Redaction NONE = new Redaction(List.of());

    /** Steps that a pattern may have: for each character of a text, all of them may be looked at. */
    private static final int LARGEST = 1_000;

    private static final long MOST_COPIES = 100_000;
    /** {@code {3}}, {@code {3,}} or {@code {1,3}}: the last number. */
    private static final Pattern COUNT = Pattern.compile("\\{(?:\\d+,)?(\\d{1,9}),?\\}");

    private final List<Rule> rules;

    /** Has either a preset, or what a match must have in it. */
    private record Rule(@Nullable Preset preset, @Nullable Needles needles, Pattern pattern, String replacement) {

        boolean isIdle(String text) {
            return needles != null && !needles.mayBeIn(text);
        }
    }

    /** Puts the rules together in their order. */
    public static final class Builder {
        private final List<Rule> rules = new ArrayList<>();

        /** @param name one of {@link Preset#names} */
        public Builder preset(String name, String replacement) {
            Preset.named(name).ifPresent(preset -> rules.add(new Rule(preset, null, preset.pattern(), replacement)));
            return this;
        }

        /** @throws IllegalArgumentException when RE2 does not take it; the message says why */
        public Builder pattern(String pattern, String replacement) {
            if (copies(pattern) > MOST_COPIES) {
                throw new IllegalArgumentException("it repeats too much");
            }
            try {
                Pattern compiled = Pattern.compile(pattern);
                if (compiled.programSize() > LARGEST) {
                    throw new IllegalArgumentException("it is too large");
                }
                rules.add(new Rule(null, Needles.of(pattern), compiled, replacement));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(e.getDescription(), e);
            }
            return this;
        }

        /** A part that is repeated becomes as many copies; repeated parts of repeated parts multiply. */
        private static long copies(String pattern) {
            long product = 1;
            Matcher counts = COUNT.matcher(pattern);
            while (counts.find() && product <= MOST_COPIES) {
                product *= Math.max(1, Long.parseLong(counts.group(1)));
            }
            return product;
        }

        public Redaction build() {
            return rules.isEmpty() ? NONE : new Redaction(rules);
        }
    }

    private Redaction(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    public boolean isNone() {
        return rules.isEmpty();
    }

    /** @return the text itself when there is nothing to take out */
    public String text(String text) {
        String left = text;
        for (Rule rule : rules) {
            left = rule.isIdle(left) ? left : apply(rule, left);
        }
        return left;
    }

    private static String apply(Rule rule, String text) {
        Preset preset = rule.preset();
        Rest rest = new Rest(text);
        if (preset == null) {
            rest.without(rule, 0, text.length());
        } else {
            for (Preset.Stretch stretch = preset.next(text, 0);
                    stretch != null;
                    stretch = preset.next(text, stretch.until())) {
                // With what stands around it: a match may not begin or end within a word.
                rest.without(rule, Math.max(0, stretch.from() - 1), Math.min(text.length(), stretch.until() + 1));
            }
        }
        return rest.text();
    }

    /** A text, and as far as it was looked at what is left of it. */
    private static final class Rest {
        private final String text;
        private @Nullable StringBuilder left;
        private int done;

        Rest(String text) {
            this.text = text;
        }

        void without(Rule rule, int from, int until) {
            Preset preset = rule.preset();
            Matcher matcher = rule.pattern().matcher(text.substring(from, until));
            while (matcher.find()) {
                boolean empty = matcher.end() == matcher.start();
                if (!empty && (preset == null || preset.isReally(matcher.group()))) {
                    StringBuilder out = left == null ? new StringBuilder(text.length()) : left;
                    out.append(text, done, from + matcher.start()).append(rule.replacement());
                    done = from + matcher.end();
                    left = out;
                }
            }
        }

        String text() {
            return left == null ? text : left.append(text, done, text.length()).toString();
        }
    }

    /**
     * Out of the texts in a JSON document, as they read and not as they are escaped. What is cut off or no JSON is taken
     * as the text it is.
     */
    public byte[] json(byte[] utf8) {
        return rules.isEmpty() ? utf8 : new JsonTexts(this).redact(utf8);
    }
}
