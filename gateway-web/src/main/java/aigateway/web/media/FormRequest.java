package aigateway.web.media;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.Operation;
import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request that comes as a form, with files in it. Rules and traces see it as JSON, in which a file is its name, type and
 * length; the vendor gets the form.
 */
public final class FormRequest implements ChatRequest.Original {

    private static final int LONGEST_FIELD = 256 << 10;

    private final Form form;

    /** Names of fields that do not travel. */
    private final Set<String> left;

    private FormRequest(Form form, Set<String> left) {
        this.form = form;
        this.left = left;
    }

    /**
     * @param otherwise the model that is meant where the form names none
     * @throws aigateway.call.GatewayException a bad request, with the field at fault
     */
    public static ChatRequest read(
            Operation operation, byte[] body, @Nullable String contentType, Supplier<@Nullable String> otherwise) {
        Form form = Form.read(body, contentType);
        FormRequest original = new FormRequest(form, Set.of());
        ChatRequest told = JsonRequest.read(operation, Json.bytes(original.told()), otherwise);
        return told.of(original);
    }

    private ObjectNode told() {
        ObjectNode told = Json.emptyObject();
        for (Form.Part part : form.parts()) {
            String name = part.plainName();
            JsonNode value = value(part);
            JsonNode before = told.get(name);
            if (before == null) {
                told.set(name, value);
            } else if (before instanceof ArrayNode several) {
                several.add(value);
            } else {
                told.putArray(name).add(before).add(value);
            }
        }
        return told;
    }

    private JsonNode value(Form.Part part) {
        if (part.isFile()) {
            ObjectNode file = Json.emptyObject();
            if (part.file() != null) {
                file.put("filename", part.file());
            }
            if (part.type() != null) {
                file.put("content_type", part.type());
            }
            file.put("bytes", part.length());
            long millis = Sound.millis(form.body(), part.start(), part.end());
            return millis > 0 ? file.put("duration_ms", millis) : file;
        }
        if (part.length() > LONGEST_FIELD) {
            throw badRequest("The field '" + part.name() + "' is too long.", part.name());
        }
        return Json.tree(form.text(part));
    }

    /** For a vendor that takes no forms. */
    public FormFiles files() {
        return new FormFiles(form);
    }

    /** The same without some of its fields. */
    public FormRequest without(Set<String> names) {
        return new FormRequest(form, Set.copyOf(names));
    }

    /** The names of what is in it. */
    public Set<String> fields() {
        return form.parts().stream().map(Form.Part::name).collect(Collectors.toSet());
    }

    /** With its boundary. */
    public String contentType() {
        return form.contentType();
    }

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public byte[] forUpstream(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        Map<String, String> set = new LinkedHashMap<>();
        defaults.forEach((name, value) -> {
            if (form.part(name).isEmpty()) {
                set.put(name, text(value));
            }
        });
        overrides.forEach((name, value) -> set.put(name, text(value)));
        set.put("model", upstreamModel);
        ByteArrayOutputStream out = new ByteArrayOutputStream(form.body().length + 256 * (set.size() + 1));
        int from = 0;
        int before = 0;
        for (Form.Part part : form.parts()) {
            boolean stays = !left.contains(part.name());
            String value = stays ? set.remove(part.name()) : null;
            if (!stays) {
                // From the end of the part before: the delimiter between them goes, too.
                out.write(form.body(), from, before - from);
                from = part.end();
            } else if (value != null) {
                out.write(form.body(), from, part.start() - from);
                out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
                from = part.end();
            }
            before = part.end();
        }
        int end = form.parts().isEmpty()
                ? 0
                : form.parts().get(form.parts().size() - 1).end();
        out.write(form.body(), from, end - from);
        set.forEach((name, value) ->
                out.writeBytes(("\r\n--" + form.boundary() + "\r\nContent-Disposition: form-data; name=\""
                                + name.replace("\"", "%22") + "\"\r\n\r\n" + value)
                        .getBytes(StandardCharsets.UTF_8)));
        out.writeBytes(("\r\n--" + form.boundary() + "--\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    private static String text(Object value) {
        return value instanceof String text ? text : new String(Json.bytes(Json.tree(value)), StandardCharsets.UTF_8);
    }
}
