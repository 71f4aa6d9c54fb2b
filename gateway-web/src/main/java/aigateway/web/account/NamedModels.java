package aigateway.web.account;

import static aigateway.call.GatewayException.badRequest;

import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.web.json.Json;
import aigateway.web.media.Form;
import aigateway.web.openai.FieldNames;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The models that a request in a vendor's own words names: in its path, or in its body. */
final class NamedModels {

    private static final Pattern IN_PATH =
            Pattern.compile("(?:^|/)(?:models|model|deployments)/([^/:?]+(?::[0-9][^/:?]*)?)(?=[:/]|$)");

    /** That bound says what a call may come to before it is answered. */
    private static final FieldNames FIELDS = new FieldNames(List.of("model", "max_tokens"));

    private NamedModels() {}

    /** @throws aigateway.call.GatewayException the body names two, or one in another spelling, and the vendor might mean that */
    static Set<String> in(String path, @Nullable String contentType, byte[] body) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = IN_PATH.matcher(path);
        while (matcher.find()) {
            names.add(URLDecoder.decode(matcher.group(1).replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        if (contentType != null && contentType.startsWith("multipart/")) {
            Form form = Form.read(body, contentType);
            for (Form.Part part : form.parts()) {
                FIELDS.mustBeExact(part.name());
                if (part.name().equals("model")) {
                    names.add(form.text(part));
                }
            }
        } else if (contentType != null && contentType.startsWith("application/json") && body.length > 0) {
            inJson(body).ifPresent(names::add);
        }
        return names;
    }

    private static Optional<String> inJson(byte[] body) {
        String name = null;
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                FIELDS.mustBeExact(parser.currentName());
                boolean model = parser.currentName().equals("model");
                parser.nextToken();
                if (model && name != null) {
                    throw badRequest("The field 'model' stands twice in the request body.", "model");
                }
                name = model ? parser.getValueAsString() : name;
                parser.skipChildren();
            }
        } catch (JsonProcessingException malformed) {
            throw badRequest("The request body is not valid JSON.", null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Optional.ofNullable(name);
    }

    /** The account's model that the vendor calls so. */
    static Optional<Model> of(ProviderAccount account, String name) {
        String plain = name.startsWith("models/") ? name.substring("models/".length()) : name;
        return account.integrations().stream()
                .filter(model -> model.upstreamName().equals(plain))
                .findFirst();
    }
}
