package aigateway.web.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.routing.NodeHealth;
import aigateway.routing.Plan;
import aigateway.routing.Router;
import aigateway.routing.Standing;
import aigateway.routing.Target;
import aigateway.web.anthropic.MessagesClient;
import aigateway.web.call.TimeLimits;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.provider.http.BrokenAnswerException;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.provider.http.UpstreamStream;
import aigateway.web.responses.ResponsesClient;
import aigateway.web.responses.ResponsesRequest;
import aigateway.web.telemetry.Kind;
import aigateway.web.telemetry.RequestContext;
import aigateway.web.telemetry.Spans;
import aigateway.web.telemetry.TraceContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards and the journey from target to target, together. */
class RetryAndFallbackTest {

    /** A vendor that answers as it was told, one after another. */
    private static final class Scripted implements LlmProvider {
        /** The account that takes a client's request as it is. */
        private String asIs = "";

        @Override
        public boolean takesAsIs(Target target, ChatRequest request) {
            return target.account().name().equals(asIs);
        }

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
        public CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, TraceContext context) {
            asked.add(target.id());
            Object next = answers.removeFirst();
            if (next instanceof Integer status) {
                return CompletableFuture.completedFuture(whole(status, status == 200 ? "{\"choices\":[]}" : ERROR));
            }
            if (next instanceof Pending pending) {
                return pending.answer();
            }
            return next instanceof UpstreamResponse response
                    ? CompletableFuture.completedFuture(response)
                    : CompletableFuture.failedFuture((Throwable) next);
        }
    }

    private record Pending(CompletableFuture<UpstreamResponse> answer) {}

    private static final String ERROR = "{\"error\":{\"message\":\"said sk-abcdefghijkl no\",\"code\":\"c\"}}";
    private static final String ROLE = "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}\n\n";
    private static final String TEXT = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";

    private static UpstreamResponse whole(int status, String body) {
        return new UpstreamResponse.Whole(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Says all of it at once, and then ends as HTTP wants it, or breaks. */
    private static UpstreamResponse stream(String events, boolean breaks) {
        return new UpstreamResponse.Streaming(200, Map.of(), new UpstreamStream() {
            @Override
            public void flowTo(Sink sink) {
                sink.bytes(events.getBytes(StandardCharsets.UTF_8));
                if (breaks) {
                    sink.failed(new IOException("reset"));
                } else {
                    sink.end();
                }
            }

            @Override
            public void taken(int bytes) {}

            @Override
            public void cancel() {}
        });
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
        upstreams.guards.parts = new GuardParts(ForkJoinPool.commonPool());
        upstreams.nodeHealth = new NodeHealth();
        upstreams.router = new Router();
        upstreams.start();
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

    /** Another client's; null: OpenAI's chat. */
    private @Nullable ChatRequest said;

    private TimeLimits limits = TimeLimits.parse(null, null);

    private static ChatRequest request() {
        return request("");
    }

    private static ChatRequest request(String more) {
        return ChatRequestReader.read(
                ("{\"model\":\"x\",\"messages\":[{}]" + more + "}").getBytes(StandardCharsets.UTF_8));
    }

    private Attempt send(List<Target> targets, List<Plan.Fallback> fallbacks, Object... answers) throws Exception {
        vendor.answers.addAll(List.of(answers));
        try {
            return upstreams
                    .send(journey(targets, fallbacks))
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw (Exception) failed.getCause();
        }
    }

    private Journey journey(List<Target> targets, List<Plan.Fallback> fallbacks) {
        Caller caller = Caller.of(Subject.user("ann"), "Ann", List.of(), List.of(), null, Map.of());
        ChatRequest ours = limits.isFirstToken(true) ? request(",\"stream\":true") : request();
        ChatRequest request = said == null ? ours : said;
        return new Journey(
                new Plan("x", null, targets, fallbacks),
                request,
                said == null ? OpenAiClient.INSTANCE : ResponsesClient.INSTANCE,
                limits,
                Spans.unheard().start("chatCompletions", Kind.SERVER, null),
                RequestContext.of("default", caller, "x", Map.of(), null),
                "default");
    }

    @Test
    void clientThatGoesEndsTheAttemptAndNoOtherIsTried() {
        Pending silent = new Pending(new CompletableFuture<>());
        vendor.answers.add(silent);
        Journey journey = journey(List.of(target("a", 2), target("b", 0)), List.of());
        CompletableFuture<Attempt> answer = upstreams.send(journey).toCompletableFuture();
        assertThat(answer).isNotDone();

        journey.abandon();

        assertThat(silent.answer()).as("its connection is closed by it").isCompletedExceptionally();
        assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(UpstreamFailure.GiveUp.class);
        assertThat(vendor.asked).containsExactly("a/m");
        assertThat(journey.leftAt()).as("who has the prompt").isNotNull();
        assertThat(journey.leftAt().target().id()).isEqualTo("a/m");
    }

    @Test
    void clientThatGoesWhenItHasItsAnswerLeavesNobodyInTheMiddle() throws Exception {
        vendor.answers.add(200);
        Journey journey = journey(List.of(target("a", 0)), List.of());
        upstreams.send(journey).toCompletableFuture().get(5, TimeUnit.SECONDS);

        journey.abandon();

        assertThat(journey.leftAt()).isNull();
    }

    @Test
    void aFailureThatMayPassIsTriedAgainOnTheSameTarget() throws Exception {
        Attempt answered = send(List.of(target("a", 2)), List.of(), 500, new IOException("reset"), 200);

        assertThat(answered.response().status()).isEqualTo(200);
        assertThat(vendor.asked).containsExactly("a/m", "a/m", "a/m");
    }

    @Test
    void aTargetThatAsksForAMomentGetsItBeforeItIsTriedAgain() throws Exception {
        UpstreamResponse busy = new UpstreamResponse.Whole(500, Map.of("retry-after-ms", "300"), new byte[0]);
        long start = System.nanoTime();

        Attempt answered = send(List.of(target("a", 2)), List.of(), busy, 200);

        assertThat(answered.response().status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aTargetThatAsksForMoreIsLeftAlone() throws Exception {
        UpstreamResponse busy = new UpstreamResponse.Whole(500, Map.of("retry-after", "7200"), new byte[0]);

        Attempt answered = send(List.of(target("a", 2), target("b", 0)), List.of(), busy, 200);

        assertThat(answered.target().id()).isEqualTo("b/m");
        assertThat(vendor.asked).containsExactly("a/m", "b/m");
    }

    @RepeatedTest(20)
    void theNextAttemptComesAfterTheRoutesDelayGiveOrTakeHalf() {
        assertThat(Guards.delay(100, new IOException())).isBetween(50L, 150L);
        assertThat(Guards.delay(0, new IOException())).isZero();
    }

    @Test
    void whatOneVendorCannotBeToldAnotherMayBeTold() throws Exception {
        said = ResponsesRequest.read("{\"model\":\"x\",\"input\":\"a\",\"previous_response_id\":\"resp_1\"}"
                .getBytes(StandardCharsets.UTF_8));
        vendor.asIs = "b";

        Attempt answered = send(
                List.of(target("a", 2), target("b", 0)), List.of(), whole(200, "{\"id\":\"resp_2\",\"output\":[]}"));

        assertThat(vendor.asked).containsExactly("b/m");
        assertThat(answered.asIs()).isTrue();
        assertThat(answered.understood()).isNotNull();
        assertThat(new String(answered.understood().said(), StandardCharsets.UTF_8))
                .contains("resp_2");
        assertThatThrownBy(() -> send(List.of(target("a", 2)), List.of()))
                .isInstanceOf(UpstreamFailure.class)
                .hasMessageContaining("previous_response_id");
        assertThat(vendor.asked).containsExactly("b/m");
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoAnswerLeadsToTheNextTargetAtOnce(UpstreamResponse noAnswer) throws Exception {
        Attempt answered = send(List.of(target("a", 2), target("b", 0)), List.of(), noAnswer, 200);

        assertThat(answered.target().id()).isEqualTo("b/m");
        assertThat(vendor.asked).containsExactly("a/m", "b/m");
    }

    static Stream<UpstreamResponse> whatIsNoAnswerLeadsToTheNextTargetAtOnce() {
        return Stream.of(
                whole(200, ERROR),
                whole(200, "<html>"),
                whole(200, ""),
                whole(302, ""),
                stream("data: " + ERROR + "\n\n", false),
                stream(ROLE + "data: " + ERROR + "\n\ndata: [DONE]\n\n", false),
                stream(": PROCESSING\n\n" + ROLE, true),
                stream(ROLE, false));
    }

    @Test
    void journeyThatFailsKnowsWhomItAskedLast() {
        vendor.answers.addAll(List.of(500, 429));
        Journey journey = journey(List.of(target("a", 0), target("b", 0)), List.of());
        assertThat(journey.lastFailed()).isNull();

        assertThat(upstreams.send(journey).toCompletableFuture()).failsWithin(Duration.ofSeconds(5));

        assertThat(journey.lastFailed()).isNotNull();
        assertThat(journey.lastFailed().id()).isEqualTo("b/m");
    }

    @Test
    void aStreamHasSucceededWithItsFirstWord() throws Exception {
        Attempt answered = send(List.of(target("a", 2), target("b", 0)), List.of(), stream(ROLE + TEXT, true));

        StringBuilder heard = new StringBuilder(new String(answered.opened().said(), StandardCharsets.UTF_8));
        ((UpstreamResponse.Streaming) answered.response()).stream().flowTo(new UpstreamStream.Sink() {
            @Override
            public void bytes(byte[] bytes) {
                heard.append(new String(bytes, StandardCharsets.UTF_8));
            }

            @Override
            public void end() {
                heard.append("end");
            }

            @Override
            public void failed(Throwable cause) {
                heard.append("failed");
            }
        });
        assertThat(heard).hasToString(ROLE + TEXT + "failed");
        assertThat(vendor.asked).containsExactly("a/m");
    }

    @Test
    void aStreamCutAnywhereBeginsWithItsFirstWord() throws Exception {
        String events =
                """
                event: message_start
                data: {"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}

                """;
        int word = events.indexOf("content_block_delta");
        for (int cut = 1; cut < events.length(); cut++) {
            Recorded stream = new Recorded();
            OpeningStream opening =
                    new OpeningStream(stream, MessagesClient.INSTANCE.streamAsIs(request()), target("a", 0));
            CompletableFuture<Attempt.Opened> opened = opening.opened();
            opening.bytes(events.substring(0, cut).getBytes(StandardCharsets.UTF_8));
            assertThat(cut < word && opened.isDone())
                    .as("opened by %s bytes", cut)
                    .isFalse();
            opening.bytes(events.substring(cut).getBytes(StandardCharsets.UTF_8));
            assertThat(new String(opened.get(1, TimeUnit.SECONDS).said(), StandardCharsets.UTF_8))
                    .isEqualTo(events);
        }
    }

    @Test
    void whoeverGivesUpOnTheFirstWordFreesTheVendor() {
        Recorded silent = new Recorded();
        limits = TimeLimits.parse(null, "50");

        assertThatThrownBy(() ->
                        send(List.of(target("a", 0)), List.of(), new UpstreamResponse.Streaming(200, Map.of(), silent)))
                .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.type())
                        .isEqualTo(ErrorType.FIRST_TOKEN_TIMEOUT));
        assertThat(silent.cancelled).isTrue();
    }

    @Test
    void theNextTargetAnswersWhereTheFirstWordIsLate() throws Exception {
        Recorded silent = new Recorded();
        limits = TimeLimits.parse(null, "50");

        Attempt answered = send(
                List.of(target("a", 2), target("b", 0)),
                List.of(),
                new UpstreamResponse.Streaming(200, Map.of(), silent),
                stream(ROLE + TEXT, false));

        assertThat(answered.target().id()).isEqualTo("b/m");
        assertThat(new String(answered.opened().said(), StandardCharsets.UTF_8)).isEqualTo(ROLE + TEXT);
        assertThat(vendor.asked).containsExactly("a/m", "b/m");
        assertThat(silent.cancelled).isTrue();
    }

    @Test
    void aFallbackRuleThatNamesNoStatusIsForALateFirstWord() throws Exception {
        Plan.Fallback any = new Plan.Fallback("rule", target("c", 0), List.of());
        limits = TimeLimits.parse(null, "50");

        Attempt answered = send(
                List.of(target("a", 0)),
                List.of(any),
                new UpstreamResponse.Streaming(200, Map.of(), new Recorded()),
                stream(ROLE + TEXT, false));

        assertThat(answered.target().id()).isEqualTo("c/m");
    }

    @Test
    void aCallersImpatienceIsNoFaultOfTheTarget() {
        limits = TimeLimits.parse("20", null);
        for (int i = 0; i < 3; i++) {
            UpstreamResponse silent = new UpstreamResponse.Streaming(200, Map.of(), new Recorded());
            assertThatThrownBy(() -> send(List.of(target("a", 0)), List.of(), silent))
                    .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.type())
                            .isEqualTo(ErrorType.UPSTREAM_TIMEOUT));
        }

        assertThat(upstreams.router.health().standing(target("a", 0))).isEqualTo(Standing.WELL);
    }

    /** Says nothing by itself. */
    private static final class Recorded implements UpstreamStream {
        private volatile boolean cancelled;

        @Override
        public void flowTo(Sink sink) {}

        @Override
        public void taken(int bytes) {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Test
    void anAnswerThatBrokeIsNotAskedForAgain() throws Exception {
        send(
                List.of(target("a", 2), target("b", 0)),
                List.of(),
                new BrokenAnswerException(new IOException("cut")),
                200);

        assertThat(vendor.asked).containsExactly("a/m", "b/m");
    }

    /** Nobody else's answer would find room, and the vendor has done nothing wrong. */
    @Test
    void anAnswerThatTheGatewayHasNoRoomForIsAskedOfNobodyElse() {
        Target first = target("a", 2);
        GatewayException full = new GatewayException(ErrorType.UNAVAILABLE, "Too many large answers.");

        assertThatThrownBy(() -> send(List.of(first, target("b", 0)), List.of(), full, 200))
                .isInstanceOfSatisfying(UpstreamFailure.GiveUp.class, failure -> {
                    assertThat(failure.effectiveStatus()).isEqualTo(503);
                    assertThat(failure).hasMessage("Too many large answers.");
                    assertThat(failure.pause()).isPositive();
                });
        assertThat(vendor.asked).containsExactly("a/m");
        assertThat(upstreams.router.health().standing(first)).isEqualTo(Standing.WELL);
    }

    @Test
    void whenRetriesAreUsedUpTheNextTargetIsTried() throws Exception {
        Attempt answered = send(List.of(target("a", 1), target("b", 0)), List.of(), 500, 500, 200);

        assertThat(answered.target().id()).isEqualTo("b/m");
        assertThat(vendor.asked).containsExactly("a/m", "a/m", "b/m");
    }

    @Test
    void whatIsOutOfReachRestsHoweverOftenItsCallersWouldTry() {
        upstreams.guards.rest = Duration.ofMinutes(1);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> send(List.of(target("a", 0)), List.of(), new IOException("refused")))
                    .hasMessageContaining("could not be reached");
        }

        assertThatThrownBy(() -> send(List.of(target("a", 7)), List.of())).hasMessageContaining("has been failing");
        assertThat(vendor.asked).hasSize(20);
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

    private static Target target(String account, Set<Integer> fallbackStatuses, Map<String, Object> overrides) {
        Target target = target(account, 1);
        return new Target(
                target.account(),
                target.model(),
                target.weight(),
                target.priority(),
                target.retry(),
                target.retryStatuses(),
                fallbackStatuses,
                true,
                overrides,
                target.headers());
    }

    @Test
    void whatIsTriedAgainOnTheSameTargetMayStillBeTheClientsAnswer() {
        Target only429 = target("a", Set.of(429), Map.of());

        assertThatThrownBy(() -> send(List.of(only429, target("b", 0)), List.of(), 500, 500))
                .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.status())
                        .isEqualTo(500));
        assertThat(vendor.asked).containsExactly("a/m", "a/m");
    }

    @Test
    void theAnswerThatEndsARouteIsTheLastTargetsOwn() {
        Target only429 = target("b", Set.of(429), Map.of());

        assertThatThrownBy(() -> send(List.of(target("a", 0), only429), List.of(), 429, 500, 500))
                .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.status())
                        .isEqualTo(500));
    }

    @Test
    void aFallbackRuleMayNameWhatElseWouldBeTheClientsAnswer() throws Exception {
        Plan.Fallback longer = new Plan.Fallback("too-long", target("c", 0), List.of(400));

        Attempt answered = send(List.of(target("a", 2), target("b", 0)), List.of(longer), 400, 200);

        assertThat(answered.target().id()).isEqualTo("c/m");
        assertThat(vendor.asked).containsExactly("a/m", "c/m");
    }

    @Test
    void whoeverHasLeftTheRouteDoesNotComeBackToIt() {
        Plan.Fallback longer = new Plan.Fallback("too-long", target("c", 0), List.of(400));

        assertThatThrownBy(() -> send(List.of(target("a", 0), target("b", 0)), List.of(longer), 400, 429))
                .hasMessageContaining("a/m: 400, c/m: 429");
        assertThat(vendor.asked).containsExactly("a/m", "c/m");
    }

    @Test
    void theModelsOfAFallbackRuleFollowEachOtherAsThoseOfARoute() throws Exception {
        List<Plan.Fallback> rule = Stream.of("b", "c", "d")
                .map(account -> new Plan.Fallback("busy", target(account, 0), List.of(429)))
                .toList();

        assertThat(send(List.of(target("a", 0)), rule, 429, 500, 200).target().id())
                .isEqualTo("c/m");
        assertThatThrownBy(() -> send(List.of(target("a", 0)), rule, 429, 400))
                .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.status())
                        .isEqualTo(400));
    }

    @Test
    void theSameModelMayBeAskedForSomethingElse() throws Exception {
        Plan.Fallback same = new Plan.Fallback("rule", target("a", 0), List.of(400));
        Plan.Fallback shorter = new Plan.Fallback("rule", target("a", Set.of(), Map.of("max_tokens", 5)), List.of(400));

        Attempt answered = send(List.of(target("a", 0)), List.of(same, shorter), 400, 200);

        assertThat(answered.target().overrides()).containsEntry("max_tokens", 5);
        assertThat(vendor.asked).hasSize(2);
    }

    @Test
    void whatTheGuardWaitsForNoLongerIsGivenUp() {
        Recorded silent = new Recorded();
        upstreams.guards = new Guards() {
            @Override
            CompletionStage<Attempt> call(Target target, Supplier<CompletionStage<Attempt>> attempt) {
                assertThat(attempt.get().toCompletableFuture()).isNotDone();
                return CompletableFuture.failedFuture(new TimeoutException("ten minutes"));
            }
        };

        assertThatThrownBy(() ->
                        send(List.of(target("a", 0)), List.of(), new UpstreamResponse.Streaming(200, Map.of(), silent)))
                .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.effectiveStatus())
                        .isEqualTo(504));
        assertThat(silent.cancelled).isTrue();
    }

    @Test
    void whoWaitsHearsOfWhatWentWrongOnTheWayToTheNextTarget() {
        Error memory = new OutOfMemoryError("for a test");
        upstreams.providers = new LlmProviders() {
            @Override
            LlmProvider of(Target target) {
                if (target.account().name().equals("b")) {
                    throw memory;
                }
                return vendor;
            }
        };

        vendor.answers.add(401);
        CompletableFuture<Attempt> answer = upstreams
                .send(journey(List.of(target("a", 0), target("b", 0)), List.of()))
                .toCompletableFuture();

        assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS)).hasRootCause(memory);
    }

    @Test
    void whenAllFailDifferentlyAllAreNamed() {
        assertThatThrownBy(() -> send(List.of(target("a", 0), target("b", 0)), List.of(), 401, 500))
                .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.effectiveStatus())
                        .isEqualTo(502))
                .hasMessageContaining("a/m: 401, b/m: 500");
    }
}
