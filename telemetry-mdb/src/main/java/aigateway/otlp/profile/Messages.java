package aigateway.otlp.profile;

import aigateway.telemetry.MessageAttributes;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the attributes for single messages, {@code gen_ai.prompt.0.role} and its like, as one list of messages. */
final class Messages {

    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());
    /** Four digits: who sends more messages sends nonsense, or means to fill our memory. */
    private static final Pattern INDEXED = Pattern.compile("(\\d{1,4})\\.(role|content|finish_reason)");

    private Messages() {}

    /**
     * @param prefix {@link MessageAttributes#PROMPT} or {@link MessageAttributes#COMPLETION}
     * @return JSON; empty when there is none
     */
    static String list(Span.Builder span, String prefix) {
        TreeMap<Integer, ObjectNode> messages = new TreeMap<>();
        for (KeyValue attribute : span.getAttributesList()) {
            if (attribute.getKey().startsWith(prefix)) {
                Matcher name = INDEXED.matcher(attribute.getKey().substring(prefix.length()));
                if (name.matches()) {
                    messages.computeIfAbsent(Integer.valueOf(name.group(1)), index -> JSON.createObjectNode())
                            .put(name.group(2), attribute.getValue().getStringValue());
                }
            }
        }
        if (messages.isEmpty()) {
            return "";
        }
        ArrayNode list = JSON.createArrayNode().addAll(messages.values());
        try {
            return JSON.writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }
}
