package aigateway.web.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.redaction.Redaction;
import aigateway.telemetry.Conversation;
import aigateway.telemetry.MessageAttributes;
import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongJsonTest {

    private static final int LIMIT = ContentRules.USUAL.limit();
    private static final Redaction MAIL =
            new Redaction.Builder().preset("email", "[mail]").build();

    private static String user(String content) {
        return "{\"role\":\"user\",\"content\":" + content + "}";
    }

    private static String request(String... messages) {
        return "{\"model\":\"a/m\",\"messages\":[" + String.join(",", messages) + "],\"max_tokens\":20}";
    }

    private static String picture(int bytes) {
        byte[] noise = new byte[bytes * 3 / 4];
        new Random(7).nextBytes(noise);
        return "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(noise) + "\"}}";
    }

    private static String told(String json, ContentRules rules) {
        byte[] told = Content.of(json).bytes(rules);
        assertThat(told).hasSizeLessThanOrEqualTo(rules.limit());
        return new String(told, StandardCharsets.UTF_8);
    }

    private static Map<String, String> attributes(String request, String answer) {
        return MessageAttributes.of(
                        Conversation.read(told(request, ContentRules.USUAL), told(answer, ContentRules.USUAL)))
                .attributes();
    }

    @Test
    void longTextIsCutAndMarkedWhereItStands() {
        Map<String, String> told = attributes(request(user("\"" + "word ".repeat(60_000) + "\"")), "{}");

        assertThat(told.get("gen_ai.prompt.0.content"))
                .startsWith("word word")
                .hasSizeGreaterThan(LIMIT - 300)
                .containsPattern("… \\[cut: \\d+ of 300000 bytes]$");
        assertThat(told.get("gen_ai.input.messages")).contains("\"role\":\"user\"", "of 300000 bytes]\"}]}]");
    }

    @Test
    void longAnswerKeepsItsReason() {
        String answer = "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                + "é".repeat(150_000) + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"total_tokens\":150}}";

        Map<String, String> told = attributes("{}", answer);

        assertThat(told).containsEntry("gen_ai.completion.0.finish_reason", "stop");
        assertThat(told.get("gen_ai.output.messages"))
                .contains("of 300000 bytes]", "\"finish_reason\":\"stop\"")
                .doesNotContain("\uFFFD");
        assertThat(Json.object(told(answer, ContentRules.USUAL).getBytes(StandardCharsets.UTF_8))
                        .at("/usage/total_tokens")
                        .asInt())
                .isEqualTo(150);
    }

    @Test
    void pictureGivesWayToWords() {
        String long100 = "word ".repeat(20_000);
        Map<String, String> told = attributes(
                request(
                        user("[" + picture(300_000) + ",{\"type\":\"text\",\"text\":\"What is in this image?\"}]"),
                        "{\"role\":\"assistant\",\"content\":\"" + long100 + "\"}",
                        user("\"Are you sure?\"")),
                "{}");

        assertThat(told.get("gen_ai.input.messages"))
                .contains("\"type\":\"blob\"", "\"mime_type\":\"image/png\"", "[cut: 100 of 300022 bytes]")
                .contains("What is in this image?", long100, "Are you sure?");
        assertThat(told).containsEntry("tfy.input_short_hand", "Are you sure?");
    }

    /** Of two pictures the smaller one may fit. */
    @Test
    void noMorePicturesAreCutThanHaveToBe() {
        String told = told(request(user("[" + picture(100_000) + "," + picture(250_000) + "]")), ContentRules.USUAL);

        assertThat(told).containsOnlyOnce("[cut:").contains("of 250022 bytes]");
        assertThat(told.length()).isGreaterThan(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "file_data", "b64_json", "bytes"})
    void dataIsKnownByItsFieldAsWell(String field) {
        String data = "x".repeat(300_000);
        String told =
                told(request(user("[{\"" + field + "\":\"" + data + "\"},{\"text\":\"Hm?\"}]")), ContentRules.USUAL);

        assertThat(told).hasSizeLessThan(400).contains("\"xxx", "[cut: 100 of 300000 bytes]", "Hm?");
    }

    @Test
    void longTextsShareTheRoom() {
        String[] messages = IntStream.range(0, 4)
                .mapToObj(i -> user("\"" + i + "x".repeat(99_999) + "\""))
                .toArray(String[]::new);
        messages[3] = user("\"And the question?\"");

        Map<String, String> told = attributes(request(messages), "{}");

        for (int i = 0; i < 3; i++) {
            assertThat(told.get("gen_ai.prompt." + i + ".content"))
                    .startsWith(i + "xxx")
                    .hasSizeGreaterThan(LIMIT / 3 - 500)
                    .endsWith("of 100000 bytes]");
        }
        assertThat(told).containsEntry("gen_ai.prompt.3.content", "And the question?");
    }

    @Test
    void neitherCharactersNorEscapesAreCutApart() {
        for (String unit : new String[] {"é", "😀", "\\u00e9", "\\ud83d\\ude00", "\\n", "\\\\", "\\\"", "a\\ud83dé"}) {
            for (int before = 0; before < 13; before++) {
                String text = "x".repeat(before) + unit.repeat(500);
                String told = told(request(user("\"" + text + "\"")), new ContentRules(800, Redaction.NONE));

                JsonNode read = Json.object(told.getBytes(StandardCharsets.UTF_8));
                String whole = Json.object(("{\"a\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8))
                        .get("a")
                        .asText();
                String said = read.at("/messages/0/content").asText();
                String kept = said.substring(0, said.indexOf('…'));
                assertThat(whole).startsWith(kept);
                assertThat(kept.length()).isGreaterThan(40);
                assertThat(unit.length() == 12 && Character.isHighSurrogate(kept.charAt(kept.length() - 1)))
                        .isFalse();
            }
        }
    }

    @Test
    void whatIsTakenOutIsSeenWholeWhereverATextIsCut() {
        ContentRules rules = new ContentRules(1_000, MAIL);
        for (int before = 600; before < 1_000; before += 3) {
            String text = "x".repeat(before) + " ann@example.com" + " y".repeat(20_000);
            String told = told(request(user("\"" + text + "\""), user("\"bob@example.com, why?\"")), rules);

            assertThat(told)
                    .as("address at %s", before)
                    .doesNotContain("ann@")
                    .contains("of " + text.length() + " bytes]", "\"[mail], why?\"", "\"max_tokens\":20");
        }
    }

    @Test
    void escapedTextIsRedactedAsItReadsAndCut() {
        String text = "\\u4f60 ann\\u0040example.com ".repeat(10_000);

        String told = told(request(user("\"" + text + "\""), user("\"why?\"")), new ContentRules(LIMIT, MAIL));

        assertThat(told).doesNotContain("ann").contains("你 [mail] 你", "of " + text.length() + " bytes]", "\"why?\"");
    }

    /** What replaces something may be longer than it was. */
    @Test
    void textThatGrowsIsCutAllTheSame() {
        Redaction longer =
                new Redaction.Builder().pattern("a", "[not to be told]").build();

        String told =
                told(request(user("\"" + "a ".repeat(300) + "\""), user("\"why?\"")), new ContentRules(900, longer));
        assertThat(told).contains("[not to be told]", "[cut: ", "\"why?\"");

        told = told(request(user("\"" + "a ".repeat(3_000) + "\""), user("\"why?\"")), new ContentRules(900, longer));
        assertThat(told).contains("[not to be told]", "of 6000 bytes]", "\"why?\"");
    }

    @Test
    void namesNumbersAndShortTextsStayAsTheyWere() {
        String around =
                "{ \"long name " + "n".repeat(200) + "\" : [ 1.50, -0, 1e400, true, null, \"short\" ],\n \"t\" : \"";

        assertThat(told(around + "z".repeat(5_000) + "\" }", new ContentRules(1_000, Redaction.NONE)))
                .startsWith(around + "zzz")
                .endsWith("of 5000 bytes]\" }");
    }

    @Test
    void partOfAnArrayIsCutByItself() {
        String text = request(user("\"" + "x".repeat(2_000) + "\""));
        byte[] all = ("\"é\" " + text + " rest").getBytes(StandardCharsets.UTF_8);

        byte[] told = Content.of(all, 5, text.length()).bytes(new ContentRules(1_000, Redaction.NONE));

        assertThat(new String(told, StandardCharsets.UTF_8))
                .startsWith("{\"model\":\"a/m\"")
                .endsWith("of 2000 bytes]\"}],\"max_tokens\":20}");
    }

    @Test
    void whatIsNoJsonOrHasNoLongTextsIsCutAsText() {
        String numbers = IntStream.range(0, 100_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        String messages =
                IntStream.range(0, 50_000).mapToObj(i -> user("\"" + i + "\"")).collect(Collectors.joining(","));
        String texts = IntStream.range(0, 20_000)
                .mapToObj(i -> user("\"" + "x".repeat(200) + "\""))
                .collect(Collectors.joining(","));
        String word = "x".repeat(300_000);
        for (String text : new String[] {
            "[" + numbers + "]",
            request(messages),
            request(texts),
            "\"" + word + "\"",
            "{\"a\":\"" + word,
            "{\"a\":\"" + word + "\\",
            "{\"a\":\"" + word + "\"} {}",
            "{\"a\":\"" + word + "\"]",
            word
        }) {
            for (Redaction redaction : new Redaction[] {Redaction.NONE, MAIL}) {
                byte[] told = Content.of(text).bytes(new ContentRules(LIMIT, redaction));
                assertThat(new String(told, StandardCharsets.UTF_8))
                        .startsWith(text.substring(0, 1_000))
                        .endsWith(" of " + text.length() + " bytes]");
            }
        }
    }

    @Test
    void noDocumentBecomesTooLongOrUnreadable() {
        Random random = new Random(42);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder messages = new StringBuilder();
            for (int j = random.nextInt(6); j >= 0; j--) {
                String unit =
                        new String[] {"x", "é", "\\n", "😀", "\\ud83d\\ude00", "ann@example.com "}[random.nextInt(6)];
                messages.append(user("\"" + unit.repeat(random.nextInt(300)) + "\""))
                        .append(',');
            }
            String json = request(messages + user("\"end\""));
            Redaction redaction = random.nextBoolean() ? MAIL : Redaction.NONE;
            String told = told(json, new ContentRules(1_800 + random.nextInt(2_000), redaction));

            assertThat(Json.object(told.getBytes(StandardCharsets.UTF_8))
                            .path("messages")
                            .findValuesAsText("content"))
                    .last()
                    .isEqualTo("end");
        }
    }
}
