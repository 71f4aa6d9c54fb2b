package aigateway.web.manifest;

import aigateway.identity.AccessKey;
import aigateway.manifest.ApplyResult;
import aigateway.manifest.Change;
import aigateway.manifest.ManifestChange;
import aigateway.manifest.StoredManifest;
import aigateway.manifest.document.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What control requests are answered with. Written here and not by the server, so that all servers write the same. */
public final class Answer {

    /** Numbers are said as they were written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Answer() {}

    public static Response ok(ObjectNode body) {
        return with(Response.Status.OK, body);
    }

    private static Response with(Response.Status status, ObjectNode body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .entity(bytes(body))
                .build();
    }

    static byte[] bytes(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static Response of(ApplyResult result, boolean dryRun) {
        if (result instanceof ApplyResult.Invalid invalid) {
            return with(Response.Status.BAD_REQUEST, invalid(invalid.problems()));
        }
        ApplyResult.Applied applied = (ApplyResult.Applied) result;
        ObjectNode body = object().put("version", applied.version()).put("dryRun", dryRun);
        ArrayNode changes = body.putArray("changes");
        applied.changes().forEach(change -> changes.add(change(change)));
        return ok(body);
    }

    /** OpenAI's shape for whoever only reads that, and each problem with its place for whoever shows them. */
    private static ObjectNode invalid(List<Problem> problems) {
        Problem first = problems.get(0);
        ObjectNode body = object();
        body.putObject("error")
                .put(
                        "message",
                        String.join(
                                "; ", problems.stream().map(Problem::toString).toList()))
                .put("type", "invalid_request_error")
                .put("param", first.path().isEmpty() ? null : first.path())
                .put("code", "invalid_manifest");
        ArrayNode list = body.putArray("problems");
        for (Problem problem : problems) {
            list.addObject()
                    .put("document", problem.document() == Problem.ELSEWHERE ? null : problem.document())
                    .put("path", problem.path())
                    .put("message", problem.message());
        }
        return body;
    }

    private static ObjectNode change(Change change) {
        return object().put("action", change.action().name().toLowerCase(Locale.ROOT))
                .put("kind", change.kind())
                .put("name", change.name())
                .put("before", change.before())
                .put("after", change.after());
    }

    static ObjectNode manifest(StoredManifest stored) {
        ObjectNode body = object().put("kind", stored.kind())
                .put("type", stored.type())
                .put("name", stored.name())
                .put("version", stored.version())
                .put("updatedBy", stored.updatedBy())
                .put("updatedAt", stored.updatedAt().toString());
        body.set("manifest", tree(stored.json()));
        return body.put("yaml", stored.yaml());
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored manifest is JSON", e);
        }
    }

    static ObjectNode change(ManifestChange change) {
        return object().put("version", change.version())
                .put("changedBy", change.changedBy())
                .put("changedAt", change.changedAt().toString())
                .setAll(change(change.change()));
    }

    static ObjectNode key(AccessKey key) {
        return object().put("id", key.id())
                .put("subject", key.subject().toString())
                .put("name", key.name())
                .put("form", key.form().name().toLowerCase(Locale.ROOT))
                .put("hint", key.hint())
                .put("issuedBy", key.issuedBy())
                .put("issuedAt", text(key.issuedAt()))
                .put("expiresAt", text(key.expiresAt()))
                .put("revokedAt", text(key.revokedAt()))
                .put("revokedBy", key.revokedBy())
                .put("lastUsedAt", text(key.lastUsedAt()));
    }

    /** The only answer that ever holds a key's value. */
    static Response issued(AccessKey.Issued issued) {
        ObjectNode body = object().put("token", issued.token());
        body.set("key", key(issued.key()));
        return with(Response.Status.OK, body);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    static <T> Response page(List<T> all, int offset, int limit, Function<T, ObjectNode> row) {
        return ok(list(all, offset, limit, row));
    }

    static <T> ObjectNode list(List<T> all, int offset, int limit, Function<T, ObjectNode> row) {
        ObjectNode body = object();
        ArrayNode data = body.putArray("data");
        all.stream().skip(offset).limit(limit).map(row).forEach(data::add);
        body.putObject("pagination")
                .put("total", all.size())
                .put("offset", offset)
                .put("limit", limit);
        return body;
    }
}
