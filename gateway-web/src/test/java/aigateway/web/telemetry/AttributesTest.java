package aigateway.web.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.telemetry.Conversation;
import aigateway.telemetry.MessageAttributes;
import aigateway.telemetry.StoredAttributes;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of the contract, to the letter. */
class AttributesTest {

    private static final String INPUT =
            """
            {"messages":[{"role":"system","content":"a"},{"role":"user","content":"a"},{"role":"assistant","content":"a"},
            {"role":"tool","content":"a"},{"role":"other","content":"a"}],"tools":[{"type":"function","function":{"name":"f"}}]}
            """;
    private static final String OUTPUT =
            """
            {"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","content":"a",
            "tool_calls":[{"id":"1","function":{"name":"f","arguments":"{}"}}]}}]}
            """;

    private final MessageAttributes derived = MessageAttributes.of(Conversation.read(INPUT, OUTPUT));

    @Test
    void everyRowOfTheTablesIsAnAttributeOfItsType() throws Exception {
        Map<String, String> known = new LinkedHashMap<>();
        declared().forEach((name, type) -> known.put(name, type));
        derived.attributes().keySet().forEach(name -> known.put(indexed(name), "string"));
        derived.events().forEach(event -> known.put(event.name(), "event"));

        assertThat(rows())
                .hasSizeGreaterThan(130)
                .allSatisfy(row -> assertThat(known).as(row[0]).containsEntry(row[1], row[2]));
    }

    @Test
    void namesAreDeclaredOnce() throws Exception {
        assertThat(attributes().map(Attribute::name)).doesNotHaveDuplicates();
    }

    @Test
    void storeReadsTheNamesThatSpansAreWrittenWith() throws Exception {
        Set<String> names = attributes().map(Attribute::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).containsAll(StoredAttributes.NAMES);
        assertThat(Attributes.INPUT.name()).isEqualTo(MessageAttributes.INPUT);
        assertThat(Attributes.OUTPUT.name()).isEqualTo(MessageAttributes.OUTPUT);
    }

    private static String indexed(String name) {
        return name.replaceAll("tool_calls\\.\\d+", "tool_calls.{toolIndex}").replaceAll("\\.\\d+\\.", ".{index}.");
    }

    private static Map<String, String> declared() throws Exception {
        return attributes().collect(Collectors.toMap(Attribute::name, attribute -> switch (attribute.type()) {
            case STRING -> "string";
            case LONG -> "long";
            case DOUBLE -> "double";
            case BOOLEAN -> "boolean";
            case STRINGS -> "strings";
        }));
    }

    private static Stream<Attribute<?>> attributes() {
        return Arrays.stream(Attributes.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(AttributesTest::value);
    }

    private static Attribute<?> value(Field field) {
        try {
            return (Attribute<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<String[]> rows() throws Exception {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                AttributesTest.class.getResourceAsStream("attributes.csv"), StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("table,"))
                    .map(line -> line.split(","))
                    .toList()
                    .stream();
        }
    }
}
