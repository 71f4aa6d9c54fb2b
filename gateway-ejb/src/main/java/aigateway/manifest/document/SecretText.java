package aigateway.manifest.document;

import aigateway.manifest.type.Secret;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** A secret is written as plain text, {@code api_key: "env:NAME"}. */
final class SecretText extends StdScalarDeserializer<Secret> {

    private static final long serialVersionUID = 1L;

    SecretText() {
        super(Secret.class);
    }

    @Override
    public Secret deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return (Secret) context.handleUnexpectedToken(Secret.class, parser);
        }
        return new Secret(parser.getText());
    }
}
