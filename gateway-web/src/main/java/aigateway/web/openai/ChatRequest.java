package aigateway.web.openai;

import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A request to a model, of a chat completion mostly: its bytes, and the few fields the gateway acts on. Everything else travels untouched.
 *
 * @param bound how long it lets the answer become
 * @param inputTokens estimate, from the length of the text
 * @param modelAt where the model's value stands in the body
 * @param lastMessageAt where the last message stands
 * @param streamOptionsAt where the value of {@code stream_options} stands; null when the field is missing
 * @param ownFields whether the body has fields that are the gateway's and must not travel upstream
 * @param original null when the client speaks OpenAI's dialect
 */
public record ChatRequest(
        Operation operation,
        byte[] body,
        String model,
        boolean stream,
        boolean includeUsage,
        OutputBound bound,
        Parameters parameters,
        long inputTokens,
        Range modelAt,
        Range lastMessageAt,
        @Nullable Range streamOptionsAt,
        boolean ownFields,
        @Nullable Original original) {

    /** What a client said that speaks another dialect than OpenAI's, of which {@link #body()} is the translation. */
    public interface Original {

        Dialect dialect();

        /**
         * The client's own body as a vendor of the same dialect gets it: its name of the model, the target's fields set.
         *
         * @param defaults fields, as OpenAI names them, for which the caller's value wins
         * @param overrides fields, as OpenAI names them, for which the target's value wins
         */
        byte[] forUpstream(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides);

        /** What is not in the translation, and has to be put back into all that is sent. */
        default SetAside pictures() {
            return SetAside.NOTHING;
        }

        /** Headers that belong to the dialect and travel with the body. */
        default Map<String, String> headers() {
            return Map.of();
        }

        /** Fields that OpenAI's dialect has nothing for. */
        default List<String> dropped() {
            return List.of();
        }

        /** What a model is asked to do; null: as the request that was made of it says. */
        default @Nullable Operation operation() {
            return null;
        }

        /** Whether it holds {@code thinking_blocks}, which servers that do not know them refuse. */
        default boolean holdsThoughts() {
            return false;
        }

        /** The only account that can answer, because it keeps what the request refers to; null: any. */
        default @Nullable String onlyAt() {
            return null;
        }

        /** Why nobody can answer but a vendor who takes the request as it is; null when all can. */
        default @Nullable GatewayException onlyAsIs() {
            return null;
        }
    }

    /** Byte offsets, the end exclusive. */
    public record Range(int start, int end) {}

    /** Body fields of the gateway's own. */
    public static final List<String> OWN_FIELDS =
            List.of("prompt_version_fqn", "prompt_variables", "mcp_servers", "iteration_limit");

    private static final byte[] INCLUDE_USAGE =
            "\"stream_options\":{\"include_usage\":true},".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /** Most tokens of a choice, as the request says; null where it does not. */
    public @Nullable Long maxTokens() {
        return bound.each();
    }

    /** Most tokens the answer may have, in all its choices; a guess where the request does not say. */
    public long outputTokens() {
        return outputTokens(bound);
    }

    /** The same, of what a target makes of the request. */
    public long outputTokens(OutputBound there) {
        return operation.writes() ? there.tokens() : 0;
    }

    /** Whether the request itself bounds the answer. */
    public boolean isOutputBounded() {
        return isOutputBounded(bound);
    }

    /** The same, of what a target makes of the request. */
    public boolean isOutputBounded(OutputBound there) {
        return there.isSet() || !operation.writes();
    }

    /** How the last message begins, as UTF-8: what a list of calls shows. Read anew each time, not for a request's path. */
    public byte[] shortHand() {
        return shortHand(ShortHand.LONGEST);
    }

    /** @param most characters of it, for whoever cuts it later */
    public byte[] shortHand(int most) {
        return ShortHand.of(body, lastMessageAt.start, lastMessageAt.end - lastMessageAt.start, most);
    }

    /**
     * The body as the upstream gets it: its name of the model, usage asked for on streams, the target's fields set.
     *
     * @param defaults fields for which the caller's value wins
     * @param overrides fields for which the target's value wins
     */
    public byte[] forUpstream(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        byte[] said = said(upstreamModel, defaults, overrides);
        return original == null ? said : original.pictures().whole(said);
    }

    /** The same, without the pictures that its original has set aside. */
    public byte[] said(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        boolean askForUsage = stream && !includeUsage;
        if (ownFields || !defaults.isEmpty() || !overrides.isEmpty() || (askForUsage && streamOptionsAt != null)) {
            return rewritten(upstreamModel, defaults, overrides, askForUsage);
        }
        if (upstreamModel.equals(model) && !askForUsage) {
            return body;
        }
        return spliced(Json.quoted(upstreamModel), askForUsage ? INCLUDE_USAGE : new byte[0]);
    }

    private byte[] spliced(byte[] modelValue, byte[] prefix) {
        int brace = 0;
        while (body[brace] != '{') {
            brace++;
        }
        int head = brace + 1;
        byte[] result = new byte[body.length + prefix.length + modelValue.length - (modelAt.end - modelAt.start)];
        System.arraycopy(body, 0, result, 0, head);
        System.arraycopy(prefix, 0, result, head, prefix.length);
        int at = head + prefix.length;
        System.arraycopy(body, head, result, at, modelAt.start - head);
        at += modelAt.start - head;
        System.arraycopy(modelValue, 0, result, at, modelValue.length);
        at += modelValue.length;
        System.arraycopy(body, modelAt.end, result, at, body.length - modelAt.end);
        return result;
    }

    /**
     * A request without parameters that the gateway acts on.
     *
     * @param inputAt where what is asked about stands
     */
    public static ChatRequest of(
            Operation operation, byte[] body, String model, long inputTokens, Range modelAt, Range inputAt) {
        Parameters none = new Parameters(null, null, null, null, null, null, null, null);
        return new ChatRequest(
                operation,
                body,
                model,
                false,
                false,
                OutputBound.NONE,
                none,
                inputTokens,
                modelAt,
                inputAt,
                null,
                false,
                null);
    }

    /** The same, answered by events that tell usage without being asked for it. */
    public ChatRequest streamed() {
        return new ChatRequest(
                operation,
                body,
                model,
                true,
                true,
                bound,
                parameters,
                inputTokens,
                modelAt,
                lastMessageAt,
                streamOptionsAt,
                ownFields,
                original);
    }

    /** The request of a client that speaks another dialect. */
    public ChatRequest of(Original said) {
        Operation asked = said.operation();
        return of(
                model,
                asked == null ? operation : asked,
                inputTokens + said.pictures().tokens(body),
                said);
    }

    /**
     * The same, of an account's model where the body names the model alone, which may have a slash in its own name.
     *
     * @param known whether there is a model of that name
     */
    public ChatRequest at(String account, Predicate<String> known) {
        String there = account + '/' + model;
        boolean whole = model.indexOf('/') >= 0 && (known.test(model) || !known.test(there));
        return account.isEmpty() || whole ? this : of(there, operation, inputTokens, original);
    }

    private ChatRequest of(String name, Operation asked, long tokens, @Nullable Original said) {
        return new ChatRequest(
                asked,
                body,
                name,
                stream,
                includeUsage,
                bound,
                parameters,
                tokens,
                modelAt,
                lastMessageAt,
                streamOptionsAt,
                ownFields,
                said);
    }

    /** The body as a vendor's translation of it says it. Its pictures go past the tree. */
    public RetoldRequest retold(
            String upstreamModel,
            Map<String, Object> defaults,
            Map<String, Object> overrides,
            Function<ObjectNode, Translated> translation) {
        SetAside pictures = original == null ? SetAside.of(body) : original.pictures();
        Translated said = translation.apply(tree(pictures, upstreamModel, defaults, overrides));
        return new RetoldRequest(pictures.whole(Json.bytes(said.body())), said.dropped(), said.toolNames());
    }

    /** The body as a tree; {@code stream_options} are left to the caller. */
    public ObjectNode tree(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        return tree(body, upstreamModel, defaults, overrides);
    }

    private ObjectNode tree(
            SetAside pictures, String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        return tree(original == null ? pictures.rest() : body, upstreamModel, defaults, overrides);
    }

    private static ObjectNode tree(
            byte[] body, String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        ObjectNode tree = Json.exact(body);
        tree.remove(OWN_FIELDS);
        TargetFields.set(tree, TargetFields.alone(defaults), TargetFields.alone(overrides));
        tree.put("model", upstreamModel);
        return tree;
    }

    private byte[] rewritten(
            String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides, boolean askForUsage) {
        SetAside pictures = original == null ? SetAside.of(body) : SetAside.NOTHING;
        ObjectNode tree = tree(pictures, upstreamModel, defaults, overrides);
        if (askForUsage) {
            (tree.get("stream_options") instanceof ObjectNode options ? options : tree.putObject("stream_options"))
                    .put("include_usage", true);
        }
        return pictures.whole(Json.bytes(tree));
    }
}
