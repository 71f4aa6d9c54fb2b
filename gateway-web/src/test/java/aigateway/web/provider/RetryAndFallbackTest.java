package aigateway.web.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.HeadersOverride;
import aigateway.manifest.Model;
import aigateway.manifest.ProviderAccount;
import aigateway.manifest.RetryConfig;
import aigateway.routing.Plan;
import aigateway.routing.Router;
import aigateway.routing.Target;
import aigateway.web.call.TimeLimits;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.telemetry.Kind;
import aigateway.web.telemetry.RequestContext;
import aigateway.web.telemetry.Spans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Guards and the journey from target to target, together. */
class RetryAndFallbackTest {

    /** A vendor that answers as it was told, one after another. */
    private static final class Scripted implements LlmProvider {
        final Deque<Object> answers = new ArrayDeque<>();
        final List<String> asked = new ArrayList<>();

        @Override
        public Set<String> accountTypes() {
            return Set.of("openai");
        }

        @Override
        public Server server(Target target, ChatRequest request) {
            return new Server("https://vendor.example/v1", "vendor.example", 443);
        }

        @Override
        public CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, String traceparent) {
            asked.add(target.id());
            Object next = answers.removeFirst();
            return next instanceof Integer status
                    ? CompletableFuture.completedFuture(new UpstreamResponse.Whole(
                            status,
                            Map.of(),
                            "{\"error\":{\"message\":\"said sk-abcdefghijkl no\",\"code\":\"c\"}}"
                                    .getBytes(StandardCharsets.UTF_8)))
                    : CompletableFuture.failedFuture((Throwable) next);
        }
    }

    private final Scripted vendor = new Scripted();
    private final Upstreams upstreams = new Upstreams();

    RetryAndFallbackTest() {
        upstreams.providers = new LlmProviders() {
            @Override
            LlmProvider of(Target target) {
                return vendor;
            }
        };
        upstreams.guards = new Guards();
        upstreams.router = new Router();
    }

    private static Target target(String account, int attempts) {
        Model model = new Model("m", null, List.of("chat"), null, Map.of());
        return new Target(
                new ProviderAccount(
                        "provider-account/openai", account, null, null, List.of(), List.of(model), Map.of(), null),
                model,
                50,
                0,
                new RetryConfig(attempts, 1, List.of("500", "502")),
                Set.of(500, 502),
                Set.of(401, 429, 500, 502),
                true,
                Map.of(),
                new HeadersOverride(Map.of(), List.of()));
    }

    private Attempt send(List<Target> targets, List<Plan.Fallback> fallbacks, Object... answers) throws Exception {
        vendor.answers.addAll(List.of(answers));
        Caller caller = Caller.of(Subject.user("ann"), "Ann", List.of(), List.of(), null, Map.of());
        ChatRequest request =
                ChatRequestReader.read("{\"model\":\"x\",\"messages\":[{}]}".getBytes(StandardCharsets.UTF_8));
        Journey journey = new Journey(
                new Plan("x", null, targets, fallbacks),
                request,
                TimeLimits.parse(null, null),
                Spans.unheard().start("chatCompletions", Kind.SERVER, null, null),
                RequestContext.of("default", caller, "x", Map.of(), null),
                "default");
        try {
            return upstreams.send(journey).toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw (Exception) failed.getCause();
        }
    }

    @Test
    void aFailureThatMayPassIsTriedAgainOnTheSameTarget() throws Exception {
        Attempt answered = send(List.of(target("a", 2)), List.of(), 500, new IOException("reset"), 200);

        assertThat(answered.response().status()).isEqualTo(200);
        assertThat(vendor.asked).containsExactly("a/m", "a/m", "a/m");
    }

    @Test
    void whenRetriesAreUsedUpTheNextTargetIsTried() throws Exception {
        Attempt answered = send(List.of(target("a", 1), target("b", 0)), List.of(), 500, 500, 200);

        assertThat(answered.target().id()).isEqualTo("b/m");
        assertThat(vendor.asked).containsExactly("a/m", "a/m", "b/m");
    }

    @Test
    void aRefusedKeyGoesToTheNextTargetWithoutARetry() throws Exception {
        send(List.of(target("a", 2), target("b", 0)), List.of(), 401, 200);

        assertThat(vendor.asked).containsExactly("a/m", "b/m");
    }

    @Test
    void aFaultOfTheRequestIsTheClientsAnswerAtOnce() {
        assertThatThrownBy(() -> send(List.of(target("a", 2), target("b", 0)), List.of(), 400))
                .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.status())
                        .isEqualTo(400))
                .hasMessage("said … no");
        assertThat(vendor.asked).containsExactly("a/m");
    }

    @Test
    void aFallbackRuleComesAfterTheRoute() throws Exception {
        Plan.Fallback fallback = new Plan.Fallback("rule", target("c", 0), List.of(429));
        Attempt answered = send(List.of(target("a", 0)), List.of(fallback), 429, 200);

        assertThat(answered.target().id()).isEqualTo("c/m");
    }

    @Test
    void aFallbackRuleForOtherAnswersIsPassedOver() {
        Plan.Fallback fallback = new Plan.Fallback("rule", target("c", 0), List.of(503));

        assertThatThrownBy(() -> send(List.of(target("a", 0)), List.of(fallback), 429))
                .isInstanceOf(UpstreamFailure.class);
        assertThat(vendor.asked).containsExactly("a/m");
    }

    @Test
    void whenAllFailDifferentlyAllAreNamed() {
        assertThatThrownBy(() -> send(List.of(target("a", 0), target("b", 0)), List.of(), 401, 500))
                .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.effectiveStatus())
                        .isEqualTo(502))
                .hasMessageContaining("a/m: 401, b/m: 500");
    }
}
