package aigateway.web.responses;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.Operation;
import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.SetAside;
import aigateway.web.openai.TranslatedRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of OpenAI's Responses: as the client said it, and as a chat completion for everybody who knows no other. */
public final class ResponsesRequest extends TranslatedRequest {

    private static final String PREVIOUS = "previous_response_id";

    /** Where a chat completion's fields stand in a response's. */
    private static final Map<String, String> NAMES =
            Map.of("max_tokens", "max_output_tokens", "max_completion_tokens", "max_output_tokens");

    /** Chat completion's fields that OpenAI refuses in a response's request. */
    private static final Set<String> NOT_IN_RESPONSES = Set.of(
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "modalities",
            "n",
            "presence_penalty",
            "response_format",
            "seed",
            "stop");

    private final byte[] said;
    private final ResponseNames names;
    private final @Nullable Previous previous;
    private final ItemNames items;

    /** The response before this one, and what the client calls it. */
    private record Previous(ResponseNames.Kept kept, String name) {}

    private ResponsesRequest(
            SetAside pictures,
            byte[] said,
            ObjectNode asked,
            ResponsesToChat translation,
            ResponseNames names,
            @Nullable Previous previous,
            ItemNames items) {
        super(pictures, asked, translation);
        this.said = said;
        this.names = names;
        this.previous = previous;
        this.items = items;
    }

    /** @throws aigateway.call.GatewayException a bad request, with the field at fault */
    public static ChatRequest read(byte[] body) {
        return read(body, ResponseNames.VENDORS);
    }

    /**
     * @param names how this client calls the responses that are kept
     * @throws aigateway.call.GatewayException a bad request, with the field at fault
     */
    static ChatRequest read(byte[] body, ResponseNames names) {
        SetAside pictures = SetAside.of(body);
        ObjectNode asked = ChatRequestReader.tree(pictures.rest(), ResponsesToChat.FIELDS);
        if (asked.path("background").asBoolean()) {
            throw badRequest(
                    "A response is not made in the background here: what it costs would be known when nobody counts it."
                            + " Leave 'background' out, and stream.",
                    "background");
        }
        if (asked.hasNonNull("conversation")) {
            throw badRequest(
                    "Conversations that a vendor keeps belong to its account, and every key of ours could name each of them."
                            + " Use 'previous_response_id', or send the whole conversation as input.",
                    "conversation");
        }
        byte[] said = pictures.rest();
        Previous previous = null;
        if (asked.path(PREVIOUS).isTextual()) {
            String name = asked.path(PREVIOUS).textValue();
            ResponseNames.Kept kept = names.meant(name);
            if (kept == null) {
                throw badRequest(
                        "There is no response of yours that the field 'previous_response_id' could mean. Models of OpenAI's"
                                + " and Azure's keep them; with any other send the whole conversation as input.",
                        PREVIOUS);
            }
            previous = new Previous(kept, name);
            asked.put(PREVIOUS, kept.id());
            said = Json.withText(said, PREVIOUS, kept.id());
        }
        OthersThoughts others = OthersThoughts.in(asked, names);
        ItemNames items = ItemNames.in(
                asked, names, previous == null ? null : previous.kept().account(), others);
        said = items.said(said);
        ResponsesToChat translation = new ResponsesToChat(asked);
        ObjectNode chat = translation.translate();
        // Not before: a chat takes them back to whose they are.
        others.leaveOutOf(asked);
        said = others.leftOutOf(said);
        return ChatRequestReader.read(
                chat, new ResponsesRequest(pictures, said, asked, translation, names, previous, items));
    }

    /** What the client calls a response of the account's. */
    String shown(String account, String id) {
        return previous != null && previous.kept().id().equals(id)
                ? previous.name()
                : names.shown(new ResponseNames.Kept(account, id));
    }

    /** The vendor's name of the response before this one; null: there is none. */
    @Nullable
    String previousId() {
        return previous == null ? null : previous.kept().id();
    }

    @Override
    public @Nullable String onlyAt() {
        return items.account();
    }

    /** What the client asked for, of which an answer repeats some. */
    ObjectNode asked() {
        return asked;
    }

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_RESPONSES;
    }

    @Override
    public Operation operation() {
        return Operation.RESPONSE;
    }

    @Override
    protected byte[] said(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        boolean own = ChatRequest.OWN_FIELDS.stream().anyMatch(asked::has);
        if (defaults.isEmpty() && overrides.isEmpty() && !own) {
            return Json.withText(said, "model", upstreamModel);
        }
        ObjectNode changed = Json.emptyObject();
        changed.setAll(asked);
        changed.remove(ChatRequest.OWN_FIELDS);
        changed.put("model", upstreamModel);
        defaults.forEach((name, value) -> {
            if (!isSaid(changed, name)) {
                set(changed, name, Json.tree(value));
            }
        });
        overrides.forEach((name, value) -> set(changed, name, Json.tree(value)));
        return Json.bytes(changed);
    }

    private static boolean isSaid(ObjectNode said, String name) {
        return name.equals("reasoning_effort")
                ? said.path("reasoning").hasNonNull("effort")
                : said.hasNonNull(NAMES.getOrDefault(name, name));
    }

    private static void set(ObjectNode said, String name, JsonNode value) {
        if (name.equals("reasoning_effort")) {
            ObjectNode reasoning = said.path("reasoning").isObject()
                    ? (ObjectNode) said.get("reasoning").deepCopy()
                    : Json.emptyObject();
            said.set("reasoning", reasoning.set("effort", value));
        } else if (!NOT_IN_RESPONSES.contains(name)) {
            said.set(NAMES.getOrDefault(name, name), value);
        }
    }
}
