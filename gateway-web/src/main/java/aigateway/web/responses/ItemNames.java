package aigateway.web.responses;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The items of which kept responses are made. A vendor finds them by their ids, for whoever asks with the account's key, so
 * they have names of the client's own, as the responses have.
 */
final class ItemNames {

    /** What an item may say and yet be no more than a name. */
    private static final Set<String> NO_CONTENT = Set.of("id", "type", "status");

    /** These hold all that they are, and an id beside it changes nothing. Of any other the vendor may know the rest by its id. */
    private static final Set<String> WHOLE = Set.of(
            "", "message", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output");

    /** What nobody's item is called, so that the vendor says so. */
    private static final String NOBODYS = "_of_nobody";

    private final Renaming renaming = new Renaming();
    private @Nullable String account;

    private ItemNames(@Nullable String account) {
        this.account = account;
    }

    /**
     * Gives the items of a request's input the vendor's names again; those that were never kept stay as they are.
     *
     * @param account that the request is bound to already
     * @param others no vendor hears of them
     * @throws aigateway.call.GatewayException it refers to an item that is not this client's
     */
    static ItemNames in(ObjectNode asked, ResponseNames names, @Nullable String account, OthersThoughts others) {
        ItemNames items = new ItemNames(account);
        JsonNode input = asked.path("input");
        for (int i = 0; input.isArray() && i < input.size(); i++) {
            if (!others.standAt(i)
                    && input.get(i) instanceof ObjectNode item
                    && item.path("id").isTextual()) {
                items.meant(item, i, names);
            }
        }
        return items;
    }

    private void meant(ObjectNode item, int place, ResponseNames names) {
        String name = item.path("id").textValue();
        ResponseNames.Kept kept = names.meant(name);
        boolean reference = isReference(item);
        if (kept != null) {
            rename(item, name, kept.id());
        } else if (reference) {
            throw badRequest(
                    "There is no item of yours that " + at(place)
                            + " could mean. Models of OpenAI's and Azure's keep them; with"
                            + " any other send the item itself.",
                    at(place));
        } else if (isKnownById(item)) {
            rename(item, name, item.path("type").textValue() + NOBODYS);
        }
        if (kept == null || !reference && !isKnownById(item)) {
            return;
        }
        if (account != null && !account.equals(kept.account())) {
            throw badRequest(
                    "What " + at(place) + " means is kept by another account than what stands before it.", at(place));
        }
        account = kept.account();
    }

    private void rename(ObjectNode item, String name, String meant) {
        item.put("id", meant);
        renaming.add(name, meant);
    }

    private static String at(int place) {
        return "input[" + place + "].id";
    }

    private static boolean isReference(ObjectNode item) {
        return item.path("type").asText().equals("item_reference")
                || item.properties().stream()
                        .allMatch(field -> NO_CONTENT.contains(field.getKey())
                                || field.getValue().isNull()
                                || field.getValue().isContainerNode()
                                        && field.getValue().isEmpty());
    }

    /** A thought that is sent whole is encrypted. */
    private static boolean isKnownById(ObjectNode item) {
        return !WHOLE.contains(item.path("type").asText())
                && item.path("encrypted_content").asText("").isEmpty();
    }

    /** The request's bytes as the vendor hears them. */
    byte[] said(byte[] request) {
        return renaming.in(request);
    }

    /** Who keeps what is referred to; null: nothing is, or anybody. */
    @Nullable
    String account() {
        return account;
    }

    /** A whole response whose items have the client's names. */
    static byte[] shown(byte[] response, UnaryOperator<String> name) {
        Renaming shown = new Renaming();
        for (JsonNode item : Json.object(response).path("output")) {
            String id = id(item);
            if (id != null) {
                shown.add(id, name.apply(id));
            }
        }
        return shown.in(response);
    }

    /**
     * What a vendor calls an item that it keeps. An id that could be any word of the answer is none of these, nor is one that
     * is a call's id as well, by which its output is brought; nobody can refer to such.
     */
    static @Nullable String id(JsonNode item) {
        String id = item.path("id").asText("");
        return id.indexOf('_') > 0 && !id.equals(item.path("call_id").asText("")) ? id : null;
    }

    /** The item to which an event of a stream belongs; null: to none, or to one that is called by its call's id. */
    static @Nullable String named(JsonNode event) {
        String id = event.path("item_id").asText("");
        return id.indexOf('_') > 0 && !id.startsWith("call_") ? id : null;
    }
}
