package aigateway.web.responses;

import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What models of other vendors thought, among the items of a request's input. The items are of our own making, so a vendor
 * that speaks Responses by itself refuses them: it can neither decrypt them nor find them by their ids.
 */
final class OthersThoughts {

    private static final String INPUT = "input";

    private final BitSet places = new BitSet();

    private OthersThoughts() {}

    static OthersThoughts in(ObjectNode asked, ResponseNames names) {
        OthersThoughts thoughts = new OthersThoughts();
        JsonNode input = asked.path(INPUT);
        for (int i = 0; input.isArray() && i < input.size(); i++) {
            thoughts.places.set(i, isOne(input.get(i), names));
        }
        return thoughts;
    }

    private static boolean isOne(JsonNode item, ResponseNames names) {
        if (!item.path("type").asText().equals("reasoning")) {
            return false;
        }
        String id = item.path("id").asText("");
        String encrypted = item.path("encrypted_content").asText("");
        return encrypted.isEmpty()
                ? OutputItem.isThoughtOfOurs(id)
                : SignedThoughts.areIn(encrypted) && !isVendors(names.meant(id));
    }

    /** Another gateway's, for one, whose answer passed here as it was. */
    private static boolean isVendors(ResponseNames.@Nullable Kept item) {
        return item != null && item.account() != null;
    }

    boolean standAt(int place) {
        return places.get(place);
    }

    void leaveOutOf(ObjectNode asked) {
        if (asked.get(INPUT) instanceof ArrayNode input) {
            for (int place = places.length() - 1; place >= 0; place = places.previousSetBit(place - 1)) {
                input.remove(place);
            }
        }
    }

    /** @return the request's bytes without them; every other item with what stood before it, as it was */
    byte[] leftOutOf(byte[] request) {
        if (places.isEmpty()) {
            return request;
        }
        ByteArrayOutputStream rest = new ByteArrayOutputStream(request.length);
        try (JsonParser parser = Json.FACTORY.createParser(request)) {
            parser.nextToken();
            while (!INPUT.equals(parser.nextFieldName())) {
                parser.nextToken();
                parser.skipChildren();
            }
            parser.nextToken();
            items(parser, request, rest);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return rest.toByteArray();
    }

    private void items(JsonParser parser, byte[] request, ByteArrayOutputStream rest) throws IOException {
        boolean first = true;
        int passed = 0;
        for (int place = 0; parser.nextToken() != JsonToken.END_ARRAY; place++) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            if (place == 0) {
                rest.write(request, 0, start);
            }
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            if (!places.get(place)) {
                int from = first ? start : passed;
                rest.write(request, from, end - from);
                first = false;
            }
            passed = end;
        }
        rest.write(request, passed, request.length - passed);
    }
}
