package aigateway.web.chat;

import aigateway.call.Operation;
import aigateway.web.media.DefaultModels;
import aigateway.web.media.FormRequest;
import aigateway.web.media.JsonRequest;
import aigateway.web.media.MediaClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is asked of models that do not chat, which go the way of those that do. */
@ApplicationScoped
public class MediaCalls {

    @Inject
    ChatCompletions calls;

    @Inject
    DefaultModels models;

    public void json(HttpServletRequest http, AsyncResponse suspended, Operation operation) {
        Supplier<@Nullable String> otherwise = models.of(http, operation);
        calls.complete(
                http, suspended, operation, MediaClient.INSTANCE, body -> JsonRequest.read(operation, body, otherwise));
    }

    public void form(HttpServletRequest http, AsyncResponse suspended, Operation operation) {
        Supplier<@Nullable String> otherwise = models.of(http, operation);
        String type = http.getContentType();
        calls.complete(
                http,
                suspended,
                operation,
                MediaClient.INSTANCE,
                body -> FormRequest.read(operation, body, type, otherwise));
    }
}
