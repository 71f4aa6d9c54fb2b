package aigateway.telemetry;

import java.util.Set;

/** The attributes that have a column of their own, by the names they arrive with. */
public final class StoredAttributes {

    static final String SPAN_TYPE = "tfy.span_type";
    static final String PROJECT = "tfy.tracing_project_fqn";
    static final String SUBJECT = "tfy.request.created_by_subject";
    static final String TEAMS = "tfy.request.created_by_subject_teams";
    static final String MODEL = "tfy.request.model_name";
    static final String ANSWERED_BY = "tfy.model.name";
    static final String STREAMING = "tfy.model.streaming";
    static final String INPUT_TOKENS = "tfy.model.metric.input_tokens";
    static final String OUTPUT_TOKENS = "tfy.model.metric.output_tokens";
    static final String COST = "tfy.model.metric.cost_in_usd";
    static final String TIME_TO_FIRST_TOKEN = "tfy.model.metric.time_to_first_token_in_ms";
    static final String HTTP_STATUS = "http.response.status_code";
    static final String ERROR_TYPE = "error.type";
    static final String SHORT_INPUT = "tfy.input_short_hand";
    static final String METADATA = "tfy.request.metadata";

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
