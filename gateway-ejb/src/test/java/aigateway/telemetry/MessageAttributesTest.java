package aigateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageAttributesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final MessageAttributes full =
            MessageAttributes.of(Conversation.read(resource("full.input.json"), resource("full.output.json")));

    @Test
    void fullConversationGetsAllItsNames() throws Exception {
        ObjectNode attributes = JSON.createObjectNode();
        full.attributes().forEach((name, value) -> attributes.set(name, readable(name, value)));
        assertThat(attributes.toPrettyString())
                .isEqualTo(JSON.readTree(resource("full.attributes.json")).toPrettyString());
    }

    @Test
    void everyMessageOfTheInputIsAnEvent() throws Exception {
        ArrayNode events = JSON.createArrayNode();
        full.events().forEach(event -> {
            ObjectNode attributes = events.addObject().putObject(event.name());
            event.attributes().forEach(attributes::put);
        });
        assertThat(events.toPrettyString())
                .isEqualTo(JSON.readTree(resource("full.events.json")).toPrettyString());
    }

    @ParameterizedTest
    @CsvSource({
        "gen_ai.input.messages, input-messages",
        "gen_ai.output.messages, output-messages",
        "gen_ai.system_instructions, system-instructions",
        "gen_ai.tool.definitions, tool-definitions"
    })
    void listsFollowTheSchemasOfTheConventions(String name, String schemaName) throws Exception {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(resource("schemas/semconv-1.41-" + schemaName + ".schema.json"));
        String value = full.attributes().get(name);
        assertThat(schema.validate(JSON.readTree(value))).isEmpty();
        assertThat(schema.validate(
                        JSON.readTree(value.replace("\"type\":", "\"kind\":").replace("\"role\":", "\"who\":"))))
                .as("the schema can refuse")
                .isNotEmpty();
    }

    @Test
    void conversationThatWasCutIsReadUpToThere() {
        String input = resource("full.input.json");
        String cut = input.substring(0, input.indexOf("A cat.") + 3) + "… [cut: 1 of 2 bytes]";
        Conversation read =
                Conversation.read(cut, "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Hel");
        assertThat(read.input()).hasSize(5);
        assertThat(read.input().get(2).parts()).hasSize(6);
        assertThat(read.output().get(0).role()).isEqualTo("assistant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reasoning_content", "reasoning"})
    void reasoningIsAPartByEitherOfItsNames(String field) {
        Conversation read = Conversation.read(
                "{}",
                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"" + field
                        + "\":\"Hm.\",\"content\":\"Yes.\"}}]}");

        assertThat(MessageAttributes.of(read).attributes().get("gen_ai.output.messages"))
                .contains("{\"type\":\"reasoning\",\"content\":\"Hm.\"},{\"type\":\"text\",\"content\":\"Yes.\"}");
    }

    @Test
    void nothingIsMadeOfWhatIsNoConversation() {
        for (String text : new String[] {
            "", "null", "7", "\"x\"", "[]", "{}", "{\"messages\":7}", "{\"messages\":[1,null]}", "<xml/>"
        }) {
            assertThat(MessageAttributes.of(Conversation.read(text, text)).attributes())
                    .as(text)
                    .isEmpty();
        }
    }

    @Test
    void noTextBreaksTheReading() {
        String input = resource("full.input.json");
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder broken = new StringBuilder(input.substring(0, random.nextInt(input.length())));
            for (int j = 0; j < 5 && broken.length() > 0; j++) {
                broken.setCharAt(random.nextInt(broken.length()), (char) (32 + random.nextInt(95)));
            }
            MessageAttributes.of(Conversation.read(broken.toString(), broken.toString()));
        }
        assertThat(Conversation.read("{\"messages\":" + "[".repeat(100_000), "").isEmpty())
                .isTrue();
    }

    /** Lists as JSON, so that a difference can be seen. */
    private static JsonNode readable(String name, String value) {
        boolean list = name.endsWith("messages") || name.endsWith("instructions") || name.endsWith("definitions");
        try {
            return list ? JSON.readTree(value) : JSON.getNodeFactory().textNode(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = MessageAttributesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
