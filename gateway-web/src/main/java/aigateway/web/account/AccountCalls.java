package aigateway.web.account;

import aigateway.call.GatewayException;
import aigateway.call.ModelNames;
import aigateway.call.Operation;
import aigateway.identity.Caller;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.ownership.Maker;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.call.Dialect;
import aigateway.web.call.RequestBodies;
import aigateway.web.call.RequestCaller;
import aigateway.web.call.RequestMetadata;
import aigateway.web.chat.ChatCall;
import aigateway.web.chat.ChatCompletions;
import aigateway.web.json.Json;
import aigateway.web.media.DefaultModels;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import aigateway.web.provider.NativeRequest;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.response.ResponseStream;
import aigateway.web.response.ResponseStreams;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The life of what is said to an account itself: allowed, admitted, passed on, paid for where it tells usage, told. */
@ApplicationScoped
public class AccountCalls {

    private static final System.Logger LOG = System.getLogger(AccountCalls.class.getName());

    @Inject
    PassRules rules;

    @Inject
    AccountObjects objects;

    @Inject
    BatchBills bills;

    @Inject
    ChatCompletions calls;

    @Inject
    RequestBodies bodies;

    @Inject
    ResponseStreams streams;

    /** What came, but for its body. The request belongs to its thread and is not asked later. */
    private record Asked(
            Caller caller,
            ProviderAccount account,
            Operation operation,
            String method,
            String path,
            @Nullable String query,
            Map<String, String> headers,
            @Nullable String contentType,
            PassClient client,
            Map<String, String> labels,
            Function<ChatRequest, ChatCall> call,
            ResponseStream out) {}

    /**
     * @param path encoded, what follows the account's address
     * @throws GatewayException the call is refused before the vendor was asked
     */
    void proxy(HttpServletRequest http, AsyncResponse suspended, String account, String path) {
        Asked asked = asked(http, suspended, Operation.PROXY, account, path);
        body(http, suspended, body -> {
            Set<String> named = NamedModels.in(path, asked.contentType(), body);
            Model model = rules.model(asked.caller(), asked.account(), Operation.PROXY, asked.method(), path, named);
            send(asked, body, model, named, CompletableFuture::completedFuture);
        });
    }

    /**
     * Files, batches and jobs, which every caller has for itself.
     *
     * @param path encoded, with the collection's name
     * @param id of what is asked about; null: the collection
     */
    void stored(
            HttpServletRequest http, AsyncResponse suspended, Operation operation, String path, @Nullable String id) {
        Asked asked = asked(http, suspended, operation, http.getHeader(DefaultModels.HEADER), path);
        boolean all = rules.manages(asked.caller(), asked.account());
        boolean creates = asked.method().equals("POST") && id == null;
        body(http, suspended, body -> objects.run(suspended, () -> stored(asked, body, id, creates, all)));
    }

    /**
     * A response that an account keeps. That it is the caller's has been found already.
     *
     * @param path encoded, with the collection's name
     * @param named what the vendor answers about it, as the caller hears it
     * @param events the same of a stream
     */
    public void response(
            HttpServletRequest http,
            AsyncResponse suspended,
            String account,
            String path,
            UnaryOperator<byte[]> named,
            Supplier<AnswerStream> events) {
        Asked asked = asked(http, suspended, Operation.STORED_RESPONSE, account, path, events);
        body(
                http,
                suspended,
                body -> send(
                        asked,
                        body,
                        null,
                        Set.of(),
                        answer -> CompletableFuture.completedFuture(named(answer, named))));
    }

    private static UpstreamResponse named(UpstreamResponse answer, UnaryOperator<byte[]> named) {
        if (answer.status() / 100 != 2 || !(answer instanceof UpstreamResponse.Whole whole)) {
            return answer;
        }
        try {
            return new UpstreamResponse.Whole(whole.status(), whole.headers(), named.apply(whole.body()));
        } catch (UncheckedIOException notJson) {
            return answer;
        }
    }

    private void stored(Asked asked, byte[] body, @Nullable String id, boolean creates, boolean all) {
        String account = asked.account().name();
        Set<String> needed = new HashSet<>();
        byte[] said = body;
        if (id != null) {
            needed.add(id);
        }
        if (creates && asked.operation() != Operation.FILES) {
            ObjectNode read = AccountObjects.read(body);
            needed.addAll(AccountObjects.referred(read));
            said = Json.bytes(read);
        }
        if (!all) {
            objects.mustOwn(account, needed, asked.caller());
        }
        Maker by = Maker.of(asked.caller(), asked.labels());
        boolean batch = asked.operation() == Operation.BATCHES && id != null;
        send(asked, said, null, Set.of(), answer -> {
            CompletableFuture<UpstreamResponse> told = objects.told(account, by, creates, all, answer);
            return batch ? objects.later(told, heard -> settle(asked, heard)) : told;
        });
    }

    /** Passes the answer on; a bill that could not be written is written the next time. */
    private UpstreamResponse settle(Asked asked, UpstreamResponse answer) {
        if (answer.status() / 100 == 2 && answer instanceof UpstreamResponse.Whole whole) {
            try {
                bills.settle(asked.account(), whole.body())
                        .ifPresent(asked.client().found()::set);
            } catch (EJBException databaseAway) {
                LOG.log(System.Logger.Level.WARNING, "What a batch came to is not charged yet", databaseAway);
            }
        }
        return answer;
    }

    private Asked asked(
            HttpServletRequest http,
            AsyncResponse suspended,
            Operation operation,
            @Nullable String accountName,
            String path) {
        return asked(http, suspended, operation, accountName, path, null);
    }

    private Asked asked(
            HttpServletRequest http,
            AsyncResponse suspended,
            Operation operation,
            @Nullable String accountName,
            String path,
            @Nullable Supplier<AnswerStream> events) {
        Caller caller = RequestCaller.of(http);
        ProviderAccount account = rules.account(caller, accountName);
        // What is only looked up, a list of models, costs no tokens.
        boolean asksModel = operation == Operation.PROXY && http.getMethod().equals("POST");
        PassClient client = new PassClient(dialect(account, operation), asksModel, events);
        return new Asked(
                caller,
                account,
                operation,
                http.getMethod(),
                path,
                PassedHeaders.query(http.getQueryString()),
                PassedHeaders.of(http),
                http.getContentType(),
                client,
                RequestMetadata.parse(http.getHeaders(RequestMetadata.HEADER)),
                // A name with a slash is one that was made of the account and its model here.
                ChatCall.of(http, client, Map.of(), whole -> true),
                streams.of(http, suspended));
    }

    /** A proxy's client is the vendor's own, and looks for the vendor's way to say an error. */
    private static Dialect dialect(ProviderAccount account, Operation operation) {
        if (operation != Operation.PROXY) {
            return Dialect.OPENAI;
        }
        return switch (account.vendor().genAiName()) {
            case "anthropic" -> Dialect.ANTHROPIC;
            case "gcp.gemini", "gcp.vertex_ai" -> Dialect.GEMINI;
            default -> Dialect.OPENAI;
        };
    }

    private void body(HttpServletRequest http, AsyncResponse suspended, Consumer<byte[]> then) {
        boolean none = http.getContentLengthLong() <= 0 && http.getHeader("Transfer-Encoding") == null;
        if (none) {
            then.accept(new byte[0]);
        } else {
            bodies.read(http, suspended, then);
        }
    }

    private void send(
            Asked asked,
            byte[] body,
            @Nullable Model model,
            Set<String> named,
            Function<UpstreamResponse, CompletableFuture<UpstreamResponse>> afterwards) {
        Target target = PassRequest.target(
                asked.account(),
                model == null
                        ? PassRequest.anyModel(
                                named.isEmpty() ? "*" : named.iterator().next())
                        : model);
        Dialect dialect = dialect(asked.account(), asked.operation());
        NativeRequest passed = new NativeRequest(
                dialect,
                asked.method(),
                asked.path(),
                asked.query(),
                asked.headers(),
                body,
                asked.contentType(),
                afterwards);
        ChatRequest request = model == null
                ? PassRequest.of(asked.operation(), passed, asked.account().name(), 0)
                : PassRequest.of(asked.operation(), passed, target.id(), body.length / 4);
        Plan plan = new Plan(request.model(), names(asked, model, request.model()), null, List.of(target), List.of());
        calls.pass(asked.call().apply(request), asked.out(), plan);
    }

    /** Where it is not known which model answers, any of the account's might: rules on each of them are asked. */
    private static ModelNames names(Asked asked, @Nullable Model model, String name) {
        Set<String> reach = new LinkedHashSet<>();
        if (model != null) {
            reach.add(name);
        } else if (asked.operation() == Operation.PROXY) {
            asked.account()
                    .integrations()
                    .forEach(any -> reach.add(asked.account().name() + '/' + any.name()));
        }
        return ModelNames.of(name).reaching(reach);
    }
}
