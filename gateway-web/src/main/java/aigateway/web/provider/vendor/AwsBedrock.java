package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.manifest.type.AuthData;
import aigateway.platform.HotPath;
import aigateway.routing.Target;
import aigateway.web.bedrock.BedrockEmbeddings;
import aigateway.web.bedrock.BedrockError;
import aigateway.web.bedrock.ChatToConverse;
import aigateway.web.bedrock.ConverseAnswerToChat;
import aigateway.web.bedrock.ConverseStreamToChat;
import aigateway.web.cohere.EmbedRequest;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Translated;
import aigateway.web.openai.VendorStream;
import aigateway.web.provider.RequestHeaders;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Amazon Bedrock's Converse, and its InvokeModel for embeddings, with a Bedrock API key or an access key of AWS, whose signature each request carries. The
 * account's address says the region: {@code https://bedrock-runtime.eu-central-1.amazonaws.com}. An account without
 * credentials uses those of the process, as AWS's own tools do.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html">Bedrock: Converse</a>
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html">Bedrock: InvokeModel</a>
 */
@HotPath
public class AwsBedrock extends ForeignProvider {

    private static final URI NOWHERE = URI.create("https://bedrock-runtime.us-east-1.amazonaws.com");

    @Inject
    AwsRoles roles;

    @Override
    CompletableFuture<UpstreamResponse> send(Target target, UpstreamRequest request) {
        if (request.headers().containsKey("Authorization")) {
            return client.send(request);
        }
        return roles.of(target.account())
                .map(key -> client.sendWith(key, value -> AwsSignature.on(request, value, "bedrock", clock)))
                .orElseGet(() -> client.send(request));
    }

    @Override
    public Set<String> accountTypes() {
        return Set.of("aws-bedrock");
    }

    /** Manifests without an address are refused: every account has a region. */
    @Override
    URI publicAddress() {
        return NOWHERE;
    }

    @Override
    String path(Target target, ChatRequest request) {
        return "model/" + URLEncoder.encode(target.model().upstreamName(), StandardCharsets.UTF_8) + method(request);
    }

    private static String method(ChatRequest request) {
        if (request.operation() == Operation.EMBEDDING) {
            return "/invoke";
        }
        return request.stream() ? "/converse-stream" : "/converse";
    }

    /** Cohere's own client of Bedrock says there what it says to Cohere. */
    @Override
    public boolean takesAsIs(Target target, ChatRequest request) {
        return request.original() instanceof EmbedRequest asked
                ? asked.isSaidAlikeAtBedrock()
                        && BedrockEmbeddings.isCoheres(target.model().upstreamName())
                : super.takesAsIs(target, request);
    }

    @Override
    AsIs asIs(Target target, ChatRequest.Original original) {
        return original instanceof EmbedRequest asked
                ? new AsIs(
                        asked.forAddressOfModel(target.model().defaults(), target.overrides()),
                        original.headers(),
                        List.of())
                : super.asIs(target, original);
    }

    @Override
    byte[] answeredAsIs(byte[] body, Map<String, String> headers) {
        return BedrockEmbeddings.toCohere(body, headers);
    }

    @Override
    void sign(RequestHeaders headers, Target target) {
        AuthData auth = target.account().authData();
        String processKey = auth == null ? roles.bearersKey(target.account()) : null;
        if (processKey != null) {
            headers.set("Authorization", "Bearer " + processKey);
        } else {
            headers.key("Authorization", "Bearer ", target);
        }
        if (headers.isStream()) {
            headers.set("Accept", "application/vnd.amazon.eventstream");
        }
    }

    @Override
    Translated translate(ObjectNode chat) {
        return ChatToConverse.translate(chat);
    }

    @Override
    public byte[] answer(byte[] body, String model, long created) {
        return ConverseAnswerToChat.translate(body, id(), model, created);
    }

    @Override
    public VendorStream stream(String model, long created) {
        return new ConverseStreamToChat(id(), model, created);
    }

    @Override
    Embedder embedder() {
        return new Embedder(BedrockEmbeddings::request, BedrockEmbeddings::answer);
    }

    @Override
    byte[] error(byte[] body, Map<String, String> headers) {
        return BedrockError.toOpenAi(body, headers);
    }

    private static String id() {
        return "chatcmpl-" + UUID.randomUUID();
    }
}
