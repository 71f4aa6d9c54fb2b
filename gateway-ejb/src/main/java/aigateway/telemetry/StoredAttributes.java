package aigateway.telemetry;

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

    private StoredAttributes() {}
}
