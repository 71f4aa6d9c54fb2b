package aigateway.web.call;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Failures in OpenAI's shape: {@code {"error":{"message","type","param","code"}}}, all four keys. */
public final class Errors {

    private static final JsonFactory JSON = new JsonFactory();

    private Errors() {}

    public static byte[] openAi(GatewayException failure) {
        return openAi(failure.type(), failure.getMessage(), failure.param());
    }

    public static byte[] openAi(ErrorType type, String message, @Nullable String param) {
        return openAi(message, type.type(), param, type.type());
    }

    public static byte[] openAi(String message, String type, @Nullable String param, @Nullable String code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("message", message);
            json.writeStringField("type", type);
            json.writeStringField("param", param);
            json.writeStringField("code", code);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
