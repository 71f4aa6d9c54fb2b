package aigateway.it.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Files, batches and jobs of an account, as OpenAI keeps them: everyone with the account's key sees all of them. */
final class MockStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicInteger last = new AtomicInteger();
    private final Map<String, ObjectNode> objects = new ConcurrentSkipListMap<>();

    MockStore() {
        keep("file-strange", "file");
    }

    private ObjectNode keep(String id, String kind) {
        ObjectNode object =
                JSON.createObjectNode().put("id", id).put("object", kind).put("created_at", 1_700_000_000);
        objects.put(id, object);
        return object;
    }

    /** Null: nothing of the kind was asked. */
    MockMedia.@Nullable Said answer(String method, String address, String asked) {
        String path = address.replaceAll("\\?.*", "");
        if (path.contains("/responses/")) {
            return response(method, path, address);
        }
        if (path.endsWith("/files") && method.equals("POST")) {
            return said(keep("file-" + last.incrementAndGet(), "file")
                    .put("bytes", asked.length())
                    .put("filename", "a.jsonl")
                    .put("purpose", "batch")
                    .put("status", "processed"));
        }
        if (path.endsWith("/batches") && method.equals("POST")) {
            int number = last.incrementAndGet();
            keep("file-out-" + number, "file");
            ObjectNode batch = keep("batch_" + number, "batch")
                    .put("model", "gpt-batched-2026-02-03")
                    .put("endpoint", "/v1/chat/completions")
                    .put("completion_window", "24h")
                    .put("input_file_id", "file-1");
            ObjectNode begun = batch.deepCopy().put("status", "in_progress");
            batch.put("status", "completed").put("output_file_id", "file-out-" + number);
            batch.putObject("usage")
                    .put("input_tokens", 1_000)
                    .put("output_tokens", 500)
                    .put("total_tokens", 1_500);
            return said(asked.contains("\"over\":\"later\"") ? begun : batch);
        }
        if (path.endsWith("/fine_tuning/jobs") && method.equals("POST")) {
            return said(
                    keep("ftjob-" + last.incrementAndGet(), "fine_tuning.job").put("status", "queued"));
        }
        if (path.matches(".*/(files|batches|fine_tuning/jobs)") && method.equals("GET")) {
            String kind = path.endsWith("files") ? "file" : path.endsWith("batches") ? "batch" : "fine_tuning.job";
            ObjectNode list = JSON.createObjectNode().put("object", "list").put("has_more", false);
            var data = list.putArray("data");
            objects.values().stream()
                    .filter(it -> it.path("object").asText().equals(kind))
                    .forEach(data::add);
            return said(list);
        }
        if (path.endsWith("/content")) {
            return new MockMedia.Said("application/octet-stream", MockMedia.sound());
        }
        ObjectNode found = objects.get(path.replaceAll("/(cancel|events)$", "").replaceAll(".*/", ""));
        if (found != null && method.equals("DELETE")) {
            return said(
                    JSON.createObjectNode().put("id", found.path("id").asText()).put("deleted", true));
        }
        return found == null ? null : said(found);
    }

    /** Any of them is there, and is the recorded one. */
    private static MockMedia.Said response(String method, String path, String address) {
        if (path.endsWith("/input_items")) {
            ObjectNode list = JSON.createObjectNode().put("object", "list").put("has_more", false);
            list.put("first_id", "msg_1").put("last_id", "msg_1");
            ObjectNode item =
                    list.putArray("data").addObject().put("id", "msg_1").put("type", "message");
            item.put("role", "user").put("status", "completed");
            item.putArray("content").addObject().put("type", "input_text").put("text", "hello");
            return said(list);
        }
        if (address.contains("stream=true")) {
            return new MockMedia.Said("text/event-stream", events(address).getBytes(StandardCharsets.UTF_8));
        }
        String id = path.replaceAll("/cancel$", "").replaceAll(".*/", "");
        return method.equals("DELETE")
                ? said(JSON.createObjectNode()
                        .put("id", id)
                        .put("object", "response.deleted")
                        .put("deleted", true))
                : new MockMedia.Said(
                        "application/json",
                        MockMedia.recorded("answer/full.responses.json").getBytes(StandardCharsets.UTF_8));
    }

    /** Those that were said after the one the address names. */
    private static String events(String address) {
        String recorded = MockMedia.recorded("stream/full.responses.events");
        String after = address.replaceAll(".*starting_after=(\\d+).*", "$1");
        return after.equals(address)
                ? recorded
                : recorded.substring(
                        recorded.indexOf("\n\n", recorded.indexOf("\"sequence_number\":" + after + ",")) + 2);
    }

    private static MockMedia.Said said(ObjectNode object) {
        return new MockMedia.Said("application/json", object.toString().getBytes(StandardCharsets.UTF_8));
    }
}
