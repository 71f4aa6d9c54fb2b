package aigateway.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RedactionTest {

    private static final Redaction CARDS =
            new Redaction.Builder().preset("credit_card", "[card]").build();
    private static final Redaction NAMES = new Redaction.Builder()
            .pattern("(?i)müller|falcon", "[name]")
            .preset("email", "[mail]")
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            email       | write to ann.b+c@example.co.uk now            | write to # now
            email       | ann@ example                                  | ann@ example
            credit_card | pay 4111 1111 1111 1111, please               | pay #, please
            credit_card | pay 4111-1111-1111-1111                       | pay #
            credit_card | order 4111111111111112                        | order 4111111111111112
            iban        | to DE89 3704 0044 0532 0130 00 please         | to # please
            iban        | to DE88370400440532013000                     | to DE88370400440532013000
            phone       | call +49 (30) 1234567 or 0049 30 1234567      | call # or #
            phone       | 12 or 2026-11-20                              | 12 or 2026-11-20
            ip_address  | from 192.168.0.254 and 1.2.3                  | from # and 1.2.3
            secret      | key sk-abcdefghijklmnop1234 and ghp_abcdefghijklmnopqrstuvwx | key # and #
            secret      | eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abcdefghijk | #
            secret      | sk-short                                      | sk-short
            """)
    void presetsFindWhatTheyAreNamedAfter(String preset, String text, String expected) {
        Redaction redaction = new Redaction.Builder().preset(preset, "#").build();
        assertThat(redaction.text(text)).isEqualTo(expected);
    }

    @Test
    void textsOfJsonAreRedactedAsTheyRead() throws Exception {
        String json = "{\"messages\":[{\"content\":\"M\\u00fcller, falcon\\u0040x.org \\\"q\\\"\"}],\"Falcon\":1.50,"
                + "\"tool\":\"{\\\"to\\\":\\\"ann@example.com\\\"}\",\"t\":true,\"n\":null}";

        JsonNode redacted = JsonMapper.builder().build().readTree(NAMES.json(bytes(json)));

        assertThat(redacted.at("/messages/0/content").asText()).isEqualTo("[name], [name]@x.org \"q\"");
        assertThat(redacted.at("/[name]").asText()).isEqualTo("1.5");
        assertThat(redacted.at("/tool").asText()).isEqualTo("{\"to\":\"[mail]\"}");
        assertThat(redacted.at("/t").booleanValue()).isTrue();
        assertThat(redacted.at("/n").isNull()).isTrue();
    }

    @Test
    void numbersAreRedactedToo() {
        assertThat(told(CARDS, "{\"card\":4111111111111111,\"other\":4111111111111112}"))
                .isEqualTo("{\"card\":\"[card]\",\"other\":4111111111111112}");
    }

    @Test
    void whatWasCutOffIsRedactedToItsEnd() {
        String json =
                "{\"a\":[1,\"x\"],\"messages\":[{\"content\":\"first M\\u00fcller\"},{\"content\":\"then M\\u00fcller and";
        for (int end = 1; end <= json.length(); end++) {
            String redacted = told(NAMES, json.substring(0, end));
            assertThat(redacted).doesNotContain("Müller").doesNotContain("u00fcller");
            assertThat(redacted.length()).as("nothing is lost at %s", end).isGreaterThan(end / 2);
        }
        assertThat(told(NAMES, json)).endsWith("{\"content\":\"then [name] and");
    }

    @Test
    void plainTextAndWhatOnlyLooksLikeJsonIsText() {
        assertThat(told(NAMES, "Herr Müller")).isEqualTo("Herr [name]");
        assertThat(told(NAMES, "[note] Herr Müller")).isEqualTo("[note] Herr [name]");
        assertThat(told(NAMES, "{} Falcon")).isEqualTo("{} [name]");
        assertThat(told(NAMES, "")).isEmpty();
        assertThat(told(NAMES, "{\"a\":\"\\uZZZZ Falcon\"}")).doesNotContain("Falcon");
    }

    @Test
    void deepNestingIsNoWayAround() {
        String deep = "[".repeat(5_000) + "\"Falcon\"" + "]".repeat(5_000);
        assertThat(told(NAMES, deep)).doesNotContain("Falcon");
    }

    /** With a pattern matcher that goes back and tries again this takes longer than anybody waits. */
    @Test
    void noTextAndPatternHoldUpAThread() {
        Redaction nasty = new Redaction.Builder()
                .pattern("(a+)+$", "#")
                .pattern("(a|aa)+b", "#")
                .pattern("(.*)*x(.*)*y", "#")
                .build();
        String text = "a".repeat(50_000) + "!";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(nasty.text(text)).isEqualTo(text));
    }

    @Test
    void patternsThatRe2DoesNotTakeAreRefused() {
        for (String pattern :
                new String[] {"(", "(?=a)b", "(a)\\1", "a{2000}", "(a{900}){900}", "(?:abcdefghij){200}"}) {
            assertThatIllegalArgumentException().as(pattern).isThrownBy(() -> new Redaction.Builder()
                    .pattern(pattern, ""));
        }
    }

    private static String told(Redaction redaction, String text) {
        return new String(redaction.json(bytes(text)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What stands in texts where one kind ends and another begins, and pieces of what is taken out. */
    private static final List<String> PIECES = List.of(
            " ",
            "-",
            ".",
            "@",
            "+",
            "(",
            ")",
            "/",
            "_",
            "a",
            "Z",
            "é",
            "x1",
            "\n",
            "\"",
            "word",
            "4111 1111 1111 1111",
            "4111111111111111",
            "DE89370400440532013000",
            "DE89 3704 0044 0532 0130 00",
            "+49 30 123456",
            "0049 (30) 12-34-56",
            "192.168.1.10",
            "256.1.1.1",
            "ann@example.com",
            "a.b+c@d-e.co.uk",
            "sk-abcdefghijklmnop1234",
            "ghp_abcdefghijklmnopqrst12",
            "AKIAABCDEFGHIJKLMNOP",
            "xoxb-1234567890-ab",
            "eyJhbGciOiJI.eyJzdWIiOiJ4.SflKxwRJSMeKKF2QT4",
            "12",
            "7",
            "DE",
            "task-");

    @ParameterizedTest
    @EnumSource(Preset.class)
    void lookingOnlyWhereAMatchMayBeFindsWhatThePatternFinds(Preset preset) {
        Redaction redaction = new Redaction.Builder().preset(preset.id(), "#").build();
        Random random = new Random(7);
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(6); j >= 0; j--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            String expected = byThePatternAlone(preset, text.toString());
            assertThat(redaction.text(text.toString())).as("in '%s'", text).isEqualTo(expected);
            taken += expected.contentEquals(text) ? 0 : 1;
        }
        assertThat(taken).as("texts with something in them").isGreaterThan(200);
    }

    private static String byThePatternAlone(Preset preset, String text) {
        com.google.re2j.Matcher matcher = preset.pattern().matcher(text);
        StringBuilder out = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            if (preset.isReally(matcher.group())) {
                out.append(text, done, matcher.start()).append('#');
                done = matcher.end();
            }
        }
        return out.append(text, done, text.length()).toString();
    }
}
