package aigateway.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeedlesTest {

    private static final String PIECES = "abkKsS1-_. é\u212A\u017F";
    private static final List<String> ATOMS = List.of(
            "a",
            "b",
            "k",
            "K",
            "s",
            "ab",
            "1",
            "-",
            "é",
            "\u212A",
            "\u017F",
            "😀",
            ".",
            "\\d",
            "\\w",
            "\\s",
            "\\W",
            "\\.",
            "\\b",
            "^",
            "$",
            "[ab]",
            "[^a]",
            "[a-k1]",
            "[\\d-]",
            "[é-ü]",
            "[kK]",
            "[^\\W]",
            "[]a]",
            "[a😀]",
            "(?i)",
            "(?-i)",
            "\\pL",
            "\\p{Greek}",
            "\\PN",
            "[\\pL-]",
            "[^\\p{Lu}a]",
            "[\\Da]",
            "[[:^digit:]b]",
            "[[:",
            "\\Qa.\\E",
            "[[:alpha:]]",
            "\\x61",
            "{");
    private static final List<String> COUNTS = List.of("*", "+", "?", "{2}", "{1,2}", "{0}", "{2,}", "+?", "{,2}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
            (?i)project (falcon|heron)      ~ about Project HERON          ~ a project of falcons
            \\bEMP\\d{6}\\b                 ~ by EMP123456                 ~ by EMP12345 and emp123456
            \\d{3}-\\d{2}-\\d{4}            ~ number 123-45-6789           ~ on 2026-11-20, at 12-30
            [A-Z]{2,}-[0-9]+                ~ see ABC-1                    ~ see A-b and Z-1
            (?i)müller|falcon               ~ Herr MÜLLER                  ~ Herr Muller
            [a-z.]+@corp\\.example          ~ to ann.b@corp.example        ~ to ann@corporate
            (?:secret|key)\\s*[:=]\\s*\\S+  ~ key = 7                      ~ their kay
            (?P<n>x{3})y?                   ~ in xxx                       ~ in xx and xyx
            \\pL+@[\\p{Lu}-]+                ~ to ann@CORP                   ~ to ann at CORP
            [[:alpha:]]+:[^\\W_]+            ~ see key:7                      ~ see key 7
            [äöü]{2}                        ~ aäöü                         ~ aäbö
            """)
    void aTextWithoutWhatEveryMatchHasIsToldApart(String pattern, String with, String without) {
        Needles needles = Needles.of(pattern);

        assertThat(Pattern.compile(pattern).matcher(with).find()).isTrue();
        assertThat(needles.mayBeIn(with)).isTrue();
        assertThat(needles.mayBeIn(without)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".*", "\\pL+", "a|", "(a?b?)", "[^x]+", "\\Qa\\E", "a*", "(?i)[[:alpha:]]"})
    void ofAPatternThatIsNotUnderstoodOrMayMatchAnythingNothingIsSaid(String pattern) {
        assertThat(Needles.of(pattern).mayBeIn("!")).isTrue();
    }

    /** Patterns and texts that were made up: what a pattern matches has a needle in it. */
    @Test
    void noMatchIsEverMissed() {
        Random random = new Random(7);
        int matches = 0;
        int told = 0;
        for (int i = 0; i < 30_000; i++) {
            String written = alternatives(random, 3);
            Pattern pattern = compiled(written);
            if (pattern == null) {
                continue;
            }
            Needles needles = Needles.of(written);
            for (int j = 0; j < 8; j++) {
                String text = text(random);
                boolean matched = matches(pattern, text);
                boolean may = needles.mayBeIn(text);
                assertThat(may || !matched).as("%s in '%s'", written, text).isTrue();
                matches += matched ? 1 : 0;
                told += may ? 0 : 1;
            }
        }
        assertThat(matches).as("texts that matched").isGreaterThan(20_000);
        assertThat(told).as("texts that were told apart").isGreaterThan(20_000);
    }

    /** What counts as the same letter in another case is RE2's to say. */
    @Test
    void everyOtherCaseOfALetterIsKnown() {
        for (char letter = 'a'; letter <= 'z'; letter++) {
            Pattern pattern = Pattern.compile("(?i)" + letter);
            Chars known = Chars.range(letter, letter).inAnyCase();
            for (char c = 0; c < Character.MAX_VALUE; c++) {
                if (!known.contains(c)) {
                    assertThat(pattern.matches(String.valueOf(c)))
                            .as("%s as %s", c, letter)
                            .isFalse();
                }
            }
        }
    }

    private static Pattern compiled(String written) {
        try {
            return Pattern.compile(written);
        } catch (PatternSyntaxException refused) {
            return null;
        }
    }

    private static boolean matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                return true;
            }
        }
        return false;
    }

    private static String alternatives(Random random, int depth) {
        StringBuilder all = new StringBuilder(sequence(random, depth));
        while (random.nextInt(4) == 0) {
            all.append('|').append(sequence(random, depth));
        }
        return all.toString();
    }

    private static String sequence(Random random, int depth) {
        StringBuilder all = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            all.append(
                    depth > 0 && random.nextInt(4) == 0
                            ? (random.nextBoolean() ? "(" : "(?i:") + alternatives(random, depth - 1) + ")"
                            : ATOMS.get(random.nextInt(ATOMS.size())));
            if (random.nextInt(3) == 0) {
                all.append(COUNTS.get(random.nextInt(COUNTS.size())));
            }
        }
        return all.toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int piece = random.nextInt(PIECES.length() + 1);
            text.append(piece == PIECES.length() ? "😀" : PIECES.substring(piece, piece + 1));
        }
        return text.toString();
    }
}
