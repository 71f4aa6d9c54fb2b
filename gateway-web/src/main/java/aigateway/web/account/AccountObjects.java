package aigateway.web.account;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.ownership.Maker;
import aigateway.ownership.OwnedObjects;
import aigateway.web.json.Json;
import aigateway.web.openai.FieldNames;
import aigateway.web.provider.http.UpstreamResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.AsyncResponse;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * Keeps apart what callers have with one account: files, batches and jobs. Asks the database, so nothing of it is for a
 * thread that others wait for.
 */
@ApplicationScoped
public class AccountObjects {

    /** Fields that name what belongs to an object, and so to whoever has the object. */
    private static final List<String> BELONGING = List.of("output_file_id", "error_file_id", "result_files");

    /** Fields of a request that name what must be the caller's own. */
    private static final List<String> REFERRED = List.of("input_file_id", "training_file", "validation_file");

    private static final FieldNames FIELDS = new FieldNames(REFERRED);

    @Resource
    ManagedExecutorService threads;

    @EJB
    OwnedObjects owned;

    void run(Runnable task) {
        threads.execute(task);
    }

    /** What is thrown is the answer. */
    void run(AsyncResponse suspended, Runnable task) {
        run(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error refused) {
                suspended.resume(refused);
            }
        });
    }

    /** @throws GatewayException one of them is not the caller's; it might as well not exist */
    void mustOwn(String account, Set<String> ids, Caller caller) {
        if (!owned.owned(account, ids, caller.subject()).containsAll(ids)) {
            throw new GatewayException(
                    ErrorType.NOT_FOUND, "There is no such object of yours in the account '" + account + "'.");
        }
    }

    /** A request's body, read: what stands twice in it stands once now, so that nobody after us reads another. */
    static ObjectNode read(byte[] json) {
        try {
            ObjectNode said = Json.object(json);
            FIELDS.mustBeExact(said);
            return said;
        } catch (UncheckedIOException notJson) {
            throw GatewayException.badRequest("The request body must be a JSON object.", null);
        }
    }

    /** What a request refers to. */
    static Set<String> referred(ObjectNode said) {
        return Set.copyOf(REFERRED.stream()
                .map(said::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .distinct()
                .toList());
    }

    /**
     * An answer as this caller may hear it: what was made is its own from now on, of a list others' things are left out.
     *
     * @param by whoever asks, and has made what is made
     * @param creates whether the request makes something
     * @param all whether the caller may see everything
     */
    CompletableFuture<UpstreamResponse> told(
            String account, Maker by, boolean creates, boolean all, UpstreamResponse response) {
        if (response.status() / 100 != 2 || !(response instanceof UpstreamResponse.Whole whole)) {
            return CompletableFuture.completedFuture(response);
        }
        return CompletableFuture.supplyAsync(() -> told(account, by, creates, all, whole), threads);
    }

    /** The same answer, after something more was done about it where one may wait. */
    CompletableFuture<UpstreamResponse> later(
            CompletableFuture<UpstreamResponse> told, UnaryOperator<UpstreamResponse> then) {
        return told.thenApplyAsync(then, threads);
    }

    private UpstreamResponse told(
            String account, Maker by, boolean creates, boolean all, UpstreamResponse.Whole whole) {
        ObjectNode said;
        try {
            said = Json.object(whole.body());
        } catch (UncheckedIOException notJson) {
            return whole;
        }
        if (said.path("data") instanceof ArrayNode list) {
            return all || list.isEmpty() ? whole : withOwn(account, by.subject(), whole, said, list);
        }
        if (creates || !all) {
            List<String> ids = new ArrayList<>();
            if (creates && said.path("id").isTextual()) {
                ids.add(said.path("id").textValue());
            }
            BELONGING.forEach(field -> texts(said.path(field), ids));
            owned.claim(account, ids, by.subject());
            if (creates && said.path("object").asText().equals("batch")) {
                ids.stream().findFirst().ifPresent(id -> owned.follow(account, id, by, BatchWatch.FIRST_PAUSE));
            }
        }
        return whole;
    }

    private static void texts(JsonNode value, List<String> ids) {
        if (value.isTextual()) {
            ids.add(value.textValue());
        }
        value.forEach(one -> {
            if (one.isTextual()) {
                ids.add(one.textValue());
            }
        });
    }

    private UpstreamResponse withOwn(
            String account, Subject by, UpstreamResponse.Whole whole, ObjectNode said, ArrayNode list) {
        // Events and checkpoints of a job that has been found to be the caller's have ids of their own.
        boolean objects = StreamSupport.stream(list.spliterator(), false)
                .anyMatch(it -> it.path("object").asText().matches("file|batch|fine_tuning\\.job"));
        if (!objects) {
            return whole;
        }
        List<String> ids = new ArrayList<>();
        list.forEach(it -> texts(it.path("id"), ids));
        Set<String> own = owned.owned(account, ids, by);
        ArrayNode kept = Json.emptyArray();
        list.forEach(it -> {
            if (own.contains(it.path("id").asText())) {
                kept.add(it);
            }
        });
        said.set("data", kept);
        return new UpstreamResponse.Whole(whole.status(), whole.headers(), Json.bytes(said));
    }
}
