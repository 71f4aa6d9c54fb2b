package aigateway.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names of tools that a vendor would refuse, and by what it knows them in one request and its answer. Not thread-safe. */
public final class ToolNames {

    /** In every chunk that names a tool. No text holds it: there the quotes are escaped. */
    static final String MARK_OF_A_CALL = "\"name\":";

    private static final int MARK = 8;

    private final Pattern taken;
    private final int longest;
    private final Map<String, String> clients = new LinkedHashMap<>();

    /**
     * @param taken names that the vendor takes as they are; letters, digits, {@code _} and {@code -} may be in them
     * @param longest characters of one
     */
    public ToolNames(Pattern taken, int longest) {
        this.taken = taken;
        this.longest = longest;
    }

    /**
     * As the vendor is told it: the same each time, for calls of earlier turns name it, too. What has no name gets none, so
     * that the vendor says what is wrong with it.
     */
    public String forVendor(String name) {
        if (name.isEmpty() || taken.matcher(name).matches()) {
            return name;
        }
        String mark = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, MARK);
        // Some want a letter first.
        String clean = name.replaceAll("[^A-Za-z0-9_-]|^(?=[0-9-])", "_");
        String begin = clean.substring(0, Math.min(clean.length(), longest - MARK - 1));
        String told = begin + '_' + mark;
        clients.put(told, name);
        return told;
    }

    /** By the vendor's name; empty where all are as the client gave them. */
    public Map<String, String> clients() {
        return Map.copyOf(clients);
    }

    /** Says a chat completion's calls, or those of a chunk of one, by the client's names again. */
    static void giveBack(ObjectNode answer, Map<String, String> clients) {
        for (JsonNode choice : answer.path("choices")) {
            for (String message : new String[] {"message", "delta"}) {
                for (JsonNode call : choice.path(message).path("tool_calls")) {
                    String name = clients.get(call.path("function").path("name").asText());
                    if (name != null) {
                        ((ObjectNode) call.get("function")).put("name", name);
                    }
                }
            }
        }
    }
}
