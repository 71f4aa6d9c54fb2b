package aigateway.web.account;

import aigateway.call.Operation;
import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.routing.Target;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.provider.NativeRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is said to an account itself, as the request for a model that it is to those who send and tell. */
final class PassRequest {

    private static final int LARGEST_TOLD = 1 << 20;

    private PassRequest() {}

    /** One of an account's that nobody knows, or has to. */
    static Model anyModel(String name) {
        return new Model(name, null, List.of(), null, Map.of());
    }

    /** The account alone: what fails there is tried nowhere else. */
    static Target target(ProviderAccount account, Model model) {
        return new Target(
                account,
                model,
                100,
                0,
                new RetryConfig(0, 0, List.of()),
                Set.of(),
                Set.of(),
                false,
                Map.of(),
                new HeadersOverride(Map.of(), List.of()));
    }

    /** @param name of what is asked, a model or the account */
    static ChatRequest of(Operation operation, NativeRequest passed, String name, long tokens) {
        byte[] told = told(operation, passed);
        ChatRequest.Range all = new ChatRequest.Range(0, told.length);
        return ChatRequest.of(operation, told, name, tokens, all, all).of(passed);
    }

    /** What a trace holds of it: a body that is JSON, of any other how long it is. */
    private static byte[] told(Operation operation, NativeRequest passed) {
        byte[] body = passed.body();
        if (operation == Operation.PROXY && body.length > 0 && body.length < LARGEST_TOLD && body[0] == '{') {
            try {
                Json.object(body);
                return body;
            } catch (UncheckedIOException notJson) {
                // Told as any other.
            }
        }
        ObjectNode told = Json.emptyObject().put("method", passed.method()).put("path", passed.path());
        return Json.bytes(body.length == 0 ? told : told.put("bytes", body.length));
    }
}
