package aigateway.web.chat;

import aigateway.admission.AppliedRule;
import aigateway.admission.Permit;
import aigateway.admission.Settlement;
import aigateway.call.Usage;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ModelCost;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.platform.ClientSocket;
import aigateway.price.PriceCatalogue;
import aigateway.routing.Health;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.call.LoggingConfig;
import aigateway.web.call.TimeLimits;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.logging.Told;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.presence.Departures;
import aigateway.web.provider.Journey;
import aigateway.web.provider.LlmProvider;
import aigateway.web.provider.OneProvider;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.provider.http.UpstreamStream;
import aigateway.web.response.ResponseStream;
import aigateway.web.response.Stalled;
import aigateway.web.telemetry.HeardSpans;
import aigateway.web.telemetry.TraceContext;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** One question to one model that answers as it is told to, with all that is kept of it. */
final class Conversation {

    final HeardSpans told = new HeardSpans();
    final HeardClient client = new HeardClient();
    final List<Settlement> settled = new CopyOnWriteArrayList<>();

    /** The trace has ended by then. */
    final CountDownLatch settlement = new CountDownLatch(1);

    final AtomicInteger ended = new AtomicInteger();
    final AtomicInteger cutOff = new AtomicInteger();
    final CompletableFuture<UpstreamResponse> answer = new CompletableFuture<>();
    Runnable beforeSending = () -> {};

    /** Whether the client waits for so long that the head of its stream goes to it before anything has come. */
    boolean slow;

    /** Whether the vendor speaks the client's dialect. */
    boolean asIs;

    Journey journey;
    UpstreamStream.Sink sink;
    volatile boolean cancelled;

    /** What the vendor tells beside its stream. */
    Usage soFar;

    private final KeepAlive keepAlive = new KeepAlive() {
        @Override
        void add(Quiet stream) {
            if (slow && stream instanceof SilentStart) {
                stream.keepAlive(0);
            }
        }
    };

    private final Permit permit = new Permit() {
        @Override
        public List<AppliedRule> rules() {
            return List.of();
        }

        @Override
        public void settle(Settlement settlement) {
            settled.add(settlement);
        }
    };

    private final LlmProvider vendor = new LlmProvider() {
        @Override
        public Set<String> accountTypes() {
            return Set.of("openai");
        }

        @Override
        public Server server(Target target, ChatRequest request) {
            return new Server("https://vendor.example/v1", "vendor.example", 443);
        }

        @Override
        public boolean takesAsIs(Target target, ChatRequest request) {
            return asIs;
        }

        @Override
        public CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, TraceContext context) {
            return answer;
        }
    };

    void ask(ClientDialect dialect, boolean stream) {
        ChatRequest request = ChatRequestReader.read(("{\"model\":\"a/m\",\"stream\":" + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"How are you?\"}]}")
                .getBytes(StandardCharsets.UTF_8));
        Caller caller = Caller.of(Subject.user("ann"), "Ann", List.of(), List.of(), null, Map.of());
        TimeLimits limits = TimeLimits.parse(null, null);
        ChatCall call = new ChatCall(
                caller,
                request,
                dialect,
                Map.of(),
                Map.of(),
                limits,
                RetryHeader.NONE,
                LoggingConfig.NONE,
                null,
                null,
                ServerTiming.NONE,
                ClientSocket.NONE,
                "");
        ChatSpan span = ChatSpan.start(told.spans(), "default", call, new Told("default", true));
        Plan plan = new Plan("a/m", null, List.of(target()), List.of());
        journey = new Journey(plan, request, dialect, limits, span.root(), span.context(), "default");
        ChatAnswering answering = new ChatAnswering(
                call,
                plan,
                journey,
                permit,
                span,
                new ResponseStream(
                        client.response,
                        whole -> ended.incrementAndGet(),
                        cutOff::incrementAndGet,
                        new Stalled(System::nanoTime)),
                new Health(InstantSource.system()),
                new PriceCatalogue(),
                InstantSource.system(),
                keepAlive,
                new Departures());
        answering.begin();
        beforeSending.run();
        OneProvider.of(vendor)
                .send(journey)
                .whenComplete(answering::answer)
                .whenComplete((attempt, failure) -> settlement.countDown());
    }

    private static Target target() {
        ModelCost cost = new ModelCost("per_1000_tokens", new BigDecimal("1"), new BigDecimal("2"), null, null);
        Model model = new Model("m", null, List.of("chat"), cost, Map.of());
        return new Target(
                new ProviderAccount(
                        "provider-account/openai", "a", null, null, List.of(), List.of(model), Map.of(), null),
                model,
                50,
                0,
                new RetryConfig(0, 1, List.of()),
                Set.of(),
                Set.of(),
                true,
                Map.of(),
                new HeadersOverride(Map.of(), List.of()));
    }

    /** A stream that says what is {@linkplain #say said}. */
    UpstreamResponse stream() {
        return new UpstreamResponse.Streaming(200, Map.of("content-type", "text/event-stream"), new UpstreamStream() {
            @Override
            public void flowTo(Sink target) {
                sink = target;
            }

            @Override
            public void taken(int bytes) {}

            @Override
            public void cancel() {
                cancelled = true;
            }

            @Override
            public Usage usage() {
                return soFar;
            }
        });
    }

    void say(String events) {
        if (sink != null) {
            sink.bytes(events.getBytes(StandardCharsets.UTF_8));
        }
    }
}
