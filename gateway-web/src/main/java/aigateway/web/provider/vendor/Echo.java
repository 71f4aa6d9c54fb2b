package aigateway.web.provider.vendor;

import aigateway.platform.HotPath;
import aigateway.routing.Target;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.EchoAnswer;
import aigateway.web.provider.LlmProvider;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.telemetry.TraceContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The model that is always there: says what it was told, word by word where it streams. For trying the gateway out. */
@HotPath
public class Echo implements LlmProvider {

    @Override
    public Set<String> accountTypes() {
        return Set.of("echo");
    }

    @Override
    public Server server(Target target, ChatRequest request) {
        return new Server("echo:", "localhost", 0);
    }

    @Override
    public CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, TraceContext context) {
        EchoAnswer answer = EchoAnswer.to(request, target.model().upstreamName());
        return CompletableFuture.completedFuture(
                request.stream()
                        ? new UpstreamResponse.Streaming(
                                200, Map.of("content-type", "text/event-stream"), new EchoStream(answer.events()))
                        : new UpstreamResponse.Whole(200, Map.of("content-type", "application/json"), answer.whole()));
    }
}
