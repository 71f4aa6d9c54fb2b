package aigateway.web.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a request of Messages stays behind on the way to Claude on Vertex AI. There a beta or a field that is not known is
 * refused with all of the request, and Anthropic's clients send what Anthropic itself has: so only what Vertex AI is known
 * to take goes there.
 *
 * @see <a href="https://docs.anthropic.com/en/api/claude-on-vertex-ai">Anthropic on Vertex AI</a>
 */
final class VertexMessages {

    /** Stands in the body there, and once. */
    static final String VERSION = "anthropic_version";

    private static final String TOOL_SEARCH = "tool-search-tool-2025-10-19";

    /** What Anthropic itself calls it. */
    private static final String TOOL_SEARCH_AT_HOME = "advanced-tool-use-2025-11-20";

    private static final String WEB_SEARCH = "web-search-2025-03-05";
    private static final Set<String> CONTEXT = Set.of("compact-2026-01-12", "context-management-2025-06-27");

    private static final Set<String> BETAS = Set.of(
            "compact-2026-01-12",
            "computer-use-2025-01-24",
            "computer-use-2025-11-24",
            "context-management-2025-06-27",
            "interleaved-thinking-2025-05-14",
            TOOL_SEARCH,
            WEB_SEARCH);

    private static final Set<String> FIELDS = Set.of(
            VERSION,
            "max_tokens",
            "messages",
            "metadata",
            "model",
            "output_config",
            "stop_sequences",
            "stream",
            "system",
            "temperature",
            "thinking",
            "tool_choice",
            "tools",
            "top_k",
            "top_p");

    private static final Set<String> CACHE_FIELDS = Set.of("type", "ttl");
    private static final Set<String> OUTPUT_FIELDS = Set.of("effort", "format");
    private static final Set<String> TOOL_FIELDS =
            Set.of("type", "name", "description", "input_schema", "cache_control");
    /** Whether a tool waits until it is found is for those to say who let the model look for it. */
    private static final Set<String> SEARCHED_TOOL_FIELDS =
            Set.of("type", "name", "description", "input_schema", "cache_control", "defer_loading");

    private static final Pattern TOOLS = Pattern.compile("(bash|computer|memory|text_editor)_\\d+|web_search_20250305");
    private static final Pattern SEARCH = Pattern.compile("tool_search_tool_.*");
    private static final Pattern BLOCKS = Pattern.compile(
            "text|thinking|redacted_thinking|tool_use|web_search_tool_result|tool_search_tool_result|compaction");

    private final Set<String> betas = new LinkedHashSet<>();
    private final Set<String> dropped = new LinkedHashSet<>();
    private final boolean cutting;
    private boolean whole;

    private VertexMessages(String betas, boolean cutting) {
        this.cutting = cutting;
        Arrays.stream(betas.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(one -> one.equals(TOOL_SEARCH_AT_HOME) ? TOOL_SEARCH : one)
                .forEach(one -> {
                    if (BETAS.contains(one)) {
                        this.betas.add(one);
                    } else {
                        dropped.add("anthropic-beta." + one);
                    }
                });
    }

    /** @param betas what the client's header says; empty where it has none */
    static VertexMessages lookedAt(ObjectNode asked, String betas) {
        return new VertexMessages(betas, false).request(asked);
    }

    /** The same, and takes it out. */
    static VertexMessages cut(ObjectNode asked, String betas) {
        return new VertexMessages(betas, true).request(asked);
    }

    /** Whether all that the model said before is known there; what tools of Anthropic's own house told it is not. */
    static boolean takesTurns(JsonNode asked) {
        for (JsonNode turn : asked.path("messages")) {
            boolean models = turn.path("role").asText().equals("assistant");
            for (JsonNode block : turn.path("content")) {
                if (models && !takes(block)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean takes(JsonNode block) {
        String type = block.path("type").asText("text");
        return BLOCKS.matcher(type).matches()
                || type.equals("server_tool_use")
                        && (block.path("name").asText().equals("web_search")
                                || SEARCH.matcher(block.path("name").asText()).matches());
    }

    /** Whether the body can go as it is. */
    boolean isWhole() {
        return whole;
    }

    /** What Vertex AI is told of the header; empty: nothing. */
    String betas() {
        return String.join(",", betas);
    }

    /** What is left out, as the client is told it. */
    List<String> dropped() {
        return List.copyOf(dropped);
    }

    private VertexMessages request(ObjectNode asked) {
        whole = !asked.has(VERSION);
        Set<String> fields = new HashSet<>(FIELDS);
        if (CONTEXT.stream().anyMatch(betas::contains)) {
            fields.add("context_management");
        }
        only(fields, asked, "");
        only(OUTPUT_FIELDS, asked.path("output_config"), "output_config.");
        tools(asked);
        blocks(asked.path("system"));
        for (JsonNode turn : asked.path("messages")) {
            blocks(turn.path("content"));
        }
        return this;
    }

    private void only(Set<String> known, JsonNode object, String prefix) {
        if (!object.isObject()) {
            return;
        }
        List<String> others = new ArrayList<>();
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                others.add(name);
                dropped.add(prefix + name);
            }
        });
        whole &= others.isEmpty();
        if (cutting) {
            ((ObjectNode) object).remove(others);
        }
    }

    private void tools(ObjectNode asked) {
        boolean searches = betas.contains(TOOL_SEARCH);
        JsonNode tools = asked.path("tools");
        int all = tools.size();
        int gone = 0;
        JsonNode choice = asked.path("tool_choice");
        boolean chosenIsGone = false;
        for (Iterator<JsonNode> each = tools.elements(); each.hasNext(); ) {
            JsonNode tool = each.next();
            String type = tool.path("type").asText("custom");
            if (type.equals("custom")) {
                only(searches ? SEARCHED_TOOL_FIELDS : TOOL_FIELDS, tool, "tools.");
            } else if (!TOOLS.matcher(type).matches()
                    && !(searches && SEARCH.matcher(type).matches())) {
                dropped.add("tools." + tool.path("name").asText(type));
                chosenIsGone |= choice.has("name") && choice.get("name").equals(tool.get("name"));
                gone++;
                whole = false;
                if (cutting) {
                    each.remove();
                }
                continue;
            } else if (type.startsWith("web_search")) {
                // Anthropic has it for all; there it is still to be asked for.
                betas.add(WEB_SEARCH);
            }
            only(CACHE_FIELDS, tool.path("cache_control"), "cache_control.");
        }
        boolean noneIsLeft = gone > 0 && gone == all;
        if (noneIsLeft && cutting) {
            asked.remove("tools");
        }
        if (choice.isObject() && (chosenIsGone || noneIsLeft)) {
            dropped.add("tool_choice");
            if (cutting) {
                asked.remove("tool_choice");
            }
        }
    }

    private void blocks(JsonNode blocks) {
        for (JsonNode block : blocks) {
            only(CACHE_FIELDS, block.path("cache_control"), "cache_control.");
            if (block.path("type").asText().equals("tool_result")) {
                blocks(block.path("content"));
            }
        }
    }
}
