package aigateway.telemetry;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attributes that have a column of their own, by the names they arrive with. */
public final class StoredAttributes {

    public static final String SPAN_TYPE = "tfy.span_type";
    public static final String PROJECT = "tfy.tracing_project_fqn";
    public static final String SUBJECT = "tfy.request.created_by_subject";
    public static final String TEAMS = "tfy.request.created_by_subject_teams";
    public static final String MODEL = "tfy.request.model_name";
    public static final String ANSWERED_BY = "tfy.model.name";
    public static final String STREAMING = "tfy.model.streaming";
    public static final String INPUT_TOKENS = "tfy.model.metric.input_tokens";
    public static final String OUTPUT_TOKENS = "tfy.model.metric.output_tokens";
    public static final String COST = "tfy.model.metric.cost_in_usd";
    public static final String TIME_TO_FIRST_TOKEN = "tfy.model.metric.time_to_first_token_in_ms";
    public static final String HTTP_STATUS = "http.response.status_code";
    public static final String ERROR_TYPE = "error.type";
    public static final String SHORT_INPUT = "tfy.input_short_hand";
    public static final String METADATA = "tfy.request.metadata";

    /** All of them. Whoever makes spans checks that it means the same names. */
    public static final Set<String> NAMES = Set.of(
            SPAN_TYPE,
            PROJECT,
            SUBJECT,
            TEAMS,
            MODEL,
            ANSWERED_BY,
            STREAMING,
            INPUT_TOKENS,
            OUTPUT_TOKENS,
            COST,
            TIME_TO_FIRST_TOKEN,
            HTTP_STATUS,
            ERROR_TYPE,
            SHORT_INPUT,
            METADATA);

    /** Those of them that are short texts to be found by. */
    static final List<String> TEXTS = List.of(SPAN_TYPE, MODEL, ANSWERED_BY, ERROR_TYPE);

    /** The same by the names that applications use: OpenTelemetry's, those it had before, and Traceloop's. */
    static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("gen_ai.request.model", MODEL),
            Map.entry("gen_ai.response.model", ANSWERED_BY),
            Map.entry("gen_ai.usage.input_tokens", INPUT_TOKENS),
            Map.entry("gen_ai.usage.prompt_tokens", INPUT_TOKENS),
            Map.entry("gen_ai.usage.output_tokens", OUTPUT_TOKENS),
            Map.entry("gen_ai.usage.completion_tokens", OUTPUT_TOKENS),
            Map.entry("gen_ai.request.stream", STREAMING),
            Map.entry("llm.is_streaming", STREAMING),
            Map.entry("http.status_code", HTTP_STATUS),
            Map.entry("traceloop.entity.input", SHORT_INPUT),
            Map.entry("gen_ai.prompt.0.content", SHORT_INPUT));

    private StoredAttributes() {}
}
