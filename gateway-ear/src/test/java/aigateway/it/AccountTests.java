package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import aigateway.it.peer.Exchange;
import aigateway.it.peer.MockMedia;
import aigateway.it.peer.ToldSpan;
import aigateway.it.peer.Trace;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to an account itself: files, batches, jobs, and the vendor's own words. */
interface AccountTests {

    String[] MEDIA = {"x-tfy-provider-name", "media"};

    Installation on();

    private OpenAIClient files(String key) {
        return on().client().openAi("v1", key).withOptions(options -> options.putHeader(MEDIA[0], MEDIA[1]));
    }

    private FileObject upload(String key, String content) {
        return files(key)
                .files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.BATCH)
                        .file(MultipartField.<InputStream>builder()
                                .value(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))
                                .filename("a.jsonl")
                                .build())
                        .build());
    }

    @Test
    default void everyCallerHasItsOwnFilesInOneAccount() throws IOException {
        String mark = Installation.mark();
        String ann = on().client().signIn("ann@example.com", Installation.ANN_PASSWORD);
        FileObject mine = upload(Installation.CHECKOUT, mark);
        FileObject hers = upload(ann, "hers");

        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/openai/v1/files");
        assertThat(sent.headers().toString())
                .contains(Installation.UPSTREAM_KEY)
                .doesNotContain(Installation.CHECKOUT);
        assertThat(sent.header("x-tfy-provider-name")).isEmpty();
        assertThat(files(Installation.CHECKOUT).files().list().data())
                .extracting(FileObject::id)
                .contains(mine.id())
                .doesNotContain(hers.id(), "file-strange");
        assertThat(files(on().admin()).files().list().data())
                .extracting(FileObject::id)
                .contains(mine.id(), hers.id(), "file-strange");
        try (HttpResponse content = files(Installation.CHECKOUT).files().content(mine.id());
                InputStream bytes = content.body()) {
            assertThat(bytes.readAllBytes()).isEqualTo(MockMedia.sound());
        }
        for (String path :
                List.of("v1/files/" + hers.id(), "v1/files/" + hers.id() + "/content", "v1/files/file-strange")) {
            assertThat(on().client().get(path, Installation.CHECKOUT, MEDIA).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(on().client().get("v1/files/" + hers.id(), ann, MEDIA).statusCode())
                .isEqualTo(200);
    }

    private java.net.http.HttpResponse<String> batch(String key, String metadata) {
        String file = upload(key, "{}").id();
        return on().client()
                .post(
                        "v1/batches",
                        key,
                        "{\"input_file_id\":\"" + file
                                + "\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\",\"metadata\":"
                                + metadata + "}",
                        MEDIA[0],
                        MEDIA[1],
                        "x-tfy-metadata",
                        "{\"errand\":\"overnight\"}");
    }

    @Test
    default void batchThatNobodyAsksAboutIsChargedWhenItIsOver() {
        String batcher = "canary-batcher-key-7e12b8";
        String id = GatewayClient.json(batch(batcher, "{\"over\":\"later\"}"))
                .path("id")
                .asText();
        Predicate<ToldSpan> charge = span -> "Batch".equals(span.attributes().get("tfy.span_type"))
                && id.equals(span.attributes().get("gen_ai.response.id"))
                && !Long.valueOf(0).equals(span.attributes().get("tfy.model.metric.input_tokens"));

        assertThat(on().otlp().await(charge, 1, Duration.ofSeconds(90))).isEqualTo(1);
        ToldSpan told = on().otlp().spans().stream().filter(charge).findFirst().orElseThrow();
        assertThat(told.attributes())
                .contains(
                        entry("tfy.model.metric.cost_in_usd", 0.003),
                        entry("tfy.model.metric.input_tokens", 1_000L),
                        entry("tfy.model.metric.output_tokens", 500L));
        assertThat(told.attributes().get("tfy.request.created_by_subject").toString())
                .contains("batcher");
        assertThat(told.attributes().get("tfy.request.metadata").toString())
                .as("as the request said that made it")
                .contains("errand", "overnight");
        Wait.until(
                "the budget of its maker has that much less",
                () -> spentOnBatches().compareTo(new BigDecimal("0.003")) == 0);
        assertThat(costOf(on().client().get("v1/batches/" + id, batcher, MEDIA)))
                .as("once")
                .isZero();
    }

    private BigDecimal spentOnBatches() {
        JsonNode use = GatewayClient.json(
                        on().client().get("api/svc/v1/llm-gateway/config/budget/usage?ruleId=batches", on().admin()))
                .at("/data/0/used");
        return use.isMissingNode() ? BigDecimal.ZERO : use.decimalValue();
    }

    @Test
    default void batchIsChargedOnceToWhoeverMadeItWhenItIsOver() {
        java.net.http.HttpResponse<String> made = batch(Installation.CHECKOUT, "{}");
        String batch = "v1/batches/" + GatewayClient.json(made).path("id").asText();

        // Before the gateway looks by itself.
        java.net.http.HttpResponse<String> first = on().client().get(batch, on().admin(), MEDIA);
        java.net.http.HttpResponse<String> second = on().client().get(batch, Installation.CHECKOUT, MEDIA);

        assertThat(costOf(made)).as("nothing is owed for making it").isZero();
        assertThat(costOf(first))
                .as("a thousand tokens in, half as many out, at the price of batches, whoever asks")
                .isEqualTo(0.003);
        assertThat(costOf(second)).isZero();
    }

    private double costOf(java.net.http.HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ((Number) on().otlp()
                        .awaitTrace(
                                answer.headers().firstValue("x-tfy-trace-id").orElseThrow())
                        .root()
                        .attributes()
                        .getOrDefault("tfy.model.metric.cost_in_usd", 0.0))
                .doubleValue();
    }

    @Test
    default void batchIsMadeOfOwnFilesAndItsOutputIsOnesOwn() {
        FileObject mine = upload(Installation.CHECKOUT, "{}");
        FileObject hers = upload(on().client().signIn("ann@example.com", Installation.ANN_PASSWORD), "{}");
        Batch batch = files(Installation.CHECKOUT)
                .batches()
                .create(BatchCreateParams.builder()
                        .inputFileId(mine.id())
                        .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                        .completionWindow(BatchCreateParams.CompletionWindow._24H)
                        .build());

        assertThat(files(Installation.CHECKOUT).batches().retrieve(batch.id()).id())
                .isEqualTo(batch.id());
        assertThat(files(Installation.CHECKOUT).batches().list().data())
                .extracting(Batch::id)
                .contains(batch.id());
        assertThat(on().client()
                        .get(
                                "v1/files/" + batch.outputFileId().orElseThrow() + "/content",
                                Installation.CHECKOUT,
                                MEDIA)
                        .statusCode())
                .isEqualTo(200);
        assertThat(on().client()
                        .post(
                                "v1/batches",
                                Installation.CHECKOUT,
                                "{\"input_file_id\":\"" + hers.id() + "\",\"endpoint\":\"/v1/embeddings\"}",
                                MEDIA)
                        .statusCode())
                .isEqualTo(404);
        String twice = "{\"input_file_id\":\"" + hers.id() + "\",\"input_file_id\":\"" + mine.id()
                + "\",\"endpoint\":\"/v1/embeddings\"}";
        assertThat(on().client()
                        .post("v1/batches", Installation.CHECKOUT, twice, MEDIA)
                        .statusCode())
                .isEqualTo(200);
        assertThat(on().vendors().received(mine.id()))
                .noneMatch(sent -> sent.text().contains(hers.id()));
        java.net.http.HttpResponse<String> job = on().client()
                .post(
                        "v1/fine_tuning/jobs",
                        Installation.CHECKOUT,
                        "{\"training_file\":\"" + mine.id() + "\",\"model\":\"gpt-4o\"}",
                        MEDIA);
        assertThat(job.statusCode()).isEqualTo(200);
        Trace trace = on().otlp()
                .awaitTrace(job.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.root().attributes())
                .contains(entry("tfy.span_type", "FineTuning"), entry("tfy.model.metric.cost_in_usd", 0.0));
        assertThat(job.headers().firstValue("x-tfy-applied-configurations").orElseThrow())
                .contains("\"rate_limit\":[\"plenty\"]");
    }

    @Test
    default void accountMustBeNamedAndBeOnesOwn() {
        assertThat(on().client().get("v1/files", Installation.CHECKOUT).statusCode())
                .isEqualTo(400);
        assertThat(on().client()
                        .get("v1/files", Installation.CHECKOUT, "x-tfy-provider-name", "board-only")
                        .statusCode())
                .isEqualTo(403);
        assertThat(on().client()
                        .get("v1/files", Installation.CHECKOUT, "x-tfy-provider-name", "nobody")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    default void vendorsOwnWordsArePassedOnPaidForAndTold() {
        String mark = Installation.mark();
        String body =
                "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":50,\"odd\": 1.50,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + mark + "\"}]}";
        java.net.http.HttpResponse<String> answer = on().client()
                .post(
                        "proxy/anthropic-main/v1/messages?beta=true",
                        Installation.CHECKOUT,
                        body,
                        "anthropic-beta",
                        "some-2026",
                        "x-tfy-metadata",
                        "{\"a\":\"b\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(MockMedia.recorded("answer/full.anthropic.json"));
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/anthropic/v1/messages?beta=true");
        assertThat(sent.text()).isEqualTo(body);
        assertThat(sent.header("x-api-key")).contains(Installation.UPSTREAM_KEY);
        assertThat(sent.header("anthropic-beta")).contains("some-2026");
        assertThat(sent.header("authorization")).isEmpty();
        assertThat(sent.header("x-tfy-metadata")).isEmpty();
        assertThat(answer.headers().firstValue("x-tfy-applied-configurations").orElseThrow())
                .contains("\"rate_limit\":[\"plenty\"]", "\"budget\":[\"everything\"]");
        Trace trace = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
        JsonNode usage = GatewayClient.json(answer).path("usage");
        assertThat(trace.root().attributes())
                .contains(
                        entry("tfy.span_type", "Proxy"),
                        entry("tfy.request.model_name", "anthropic-main/claude"),
                        entry(
                                "tfy.model.metric.output_tokens",
                                usage.path("output_tokens").asLong()));
        assertThat((Double) trace.root().attributes().get("tfy.model.metric.cost_in_usd"))
                .isPositive();
    }

    @Test
    default void vendorsOwnStreamPassesByteByByteAndIsPaidFor() {
        String mark = Installation.mark();
        java.net.http.HttpResponse<String> answer = on().client()
                .post(
                        "proxy/anthropic-main/v1/messages",
                        Installation.CHECKOUT,
                        "{\"model\":\"claude-sonnet-4-5\",\"stream\":true,\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\""
                                + mark + "\"}]}");

        assertThat(answer.body()).isEqualTo(MockMedia.recorded("stream/full.anthropic.events"));
        Trace trace = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat((Long) trace.root().attributes().get("tfy.model.metric.input_tokens"))
                .isPositive();
        assertThat((Long) trace.root().attributes().get("tfy.model.metric.output_tokens"))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy/media/files", "proxy/media/responses/resp_1", "proxy/media/models"})
    default void onlyManagersMayAskAnAccountForAnythingElse(String path) {
        assertThat(on().client().get(path, Installation.CHECKOUT).statusCode()).isEqualTo(403);
        assertThat(on().client().get("proxy/media/files", on().admin()).statusCode())
                .isEqualTo(200);
    }

    @Test
    default void whatIsOnlyLookedUpCostsNoTokens() {
        java.net.http.HttpResponse<String> list = on().client().get("proxy/media/files", on().admin());

        Trace trace = on().otlp()
                .awaitTrace(list.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.root().attributes().getOrDefault("tfy.model.metric.output_tokens", 0L))
                .isEqualTo(0L);
        assertThat(trace.root().attributes()).doesNotContainKey("tfy.model.metric.usage_estimated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy/media/../cohere/v2/rerank",
                "proxy/media/%2e%2e/rerank",
                "proxy/media/a%2f..%2f..%2frerank",
                "proxy/media/%252e%252e/rerank"
            })
    default void pathLeadsNowhereElse(String path) {
        String mark = Installation.mark();
        int status = on().client()
                .post(path, on().admin(), "{\"model\":\"bge-reranker-v2\",\"query\":\"" + mark + "\"}")
                .statusCode();

        assertThat(status).isBetween(400, 499);
        assertThat(on().vendors().received(mark)).isEmpty();
    }

    @Test
    default void modelThatIsNotTheAccountsIsForItsManagers() {
        String body = "{\"model\":\"some-other-model\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        assertThat(on().client()
                        .post("proxy/media/chat/completions", Installation.CHECKOUT, body)
                        .statusCode())
                .isEqualTo(403);
        assertThat(on().client()
                        .post("proxy/board-only/chat/completions", Installation.CHECKOUT, body)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    default void answerWithoutABodyKeepsItsStatus() {
        var answer = on().client()
                .post(
                        "proxy/local/chat/completions",
                        Installation.CHECKOUT,
                        "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"@empty=202\"}]}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }
}
