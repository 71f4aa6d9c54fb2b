package aigateway.web.bedrock;

import aigateway.web.call.Errors;
import aigateway.web.openai.ErrorBody;
import java.util.Map;

/** A refusal of Bedrock's as OpenAI's: its message is the body's, its kind stands in a header. */
public final class BedrockError {

    private BedrockError() {}

    /** @param headers names in lower case */
    public static byte[] toOpenAi(byte[] body, Map<String, String> headers) {
        // Behind the name stands, after a colon, where AWS describes it.
        String kind =
                headers.getOrDefault("x-amzn-errortype", "").split(":", 2)[0].strip();
        return kind.isEmpty()
                ? body
                : ErrorBody.read(body)
                        .map(said -> Errors.openAi(said.message(), kind, null, kind))
                        .orElse(body);
    }
}
