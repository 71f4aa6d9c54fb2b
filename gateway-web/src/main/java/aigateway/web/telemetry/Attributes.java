package aigateway.web.telemetry;

import static aigateway.web.telemetry.Attribute.decimal;
import static aigateway.web.telemetry.Attribute.flag;
import static aigateway.web.telemetry.Attribute.string;
import static aigateway.web.telemetry.Attribute.strings;
import static aigateway.web.telemetry.Attribute.whole;

import java.util.List;

/**
 * Everything the gateway tells about a span, one row each. What is told of single messages ({@code gen_ai.prompt.0.role},
 * {@code gen_ai.input.messages}, …) is derived from {@link #INPUT} and {@link #OUTPUT} when a trace is read or exported,
 * see {@code aigateway.telemetry.Conversation}, so that a request does not pay for it.
 */
public final class Attributes {

    // Every span of the gateway
    /** {@code ChatCompletion}, {@code Model}, {@code Guardrail}, … */
    public static final Attribute<String> SPAN_TYPE = string("tfy.span_type");

    public static final Attribute<String> TRACING_PROJECT_FQN = string("tfy.tracing_project_fqn");
    /** What went in, as JSON. */
    public static final Attribute<String> INPUT = string("tfy.input");
    /** What came out, as JSON. */
    public static final Attribute<String> OUTPUT = string("tfy.output");
    /** At most 200 characters. */
    public static final Attribute<String> INPUT_SHORT_HAND = string("tfy.input_short_hand");

    public static final Attribute<String> ERROR_MESSAGE = string("tfy.error_message");
    public static final Attribute<String> PROMPT_VERSION_FQN = string("tfy.prompt_version_fqn");
    /** JSON object. */
    public static final Attribute<String> PROMPT_VARIABLES = string("tfy.prompt_variables");

    public static final Attribute<List<String>> TRIGGERED_GUARDRAIL_FQNS = strings("tfy.triggered_guardrail_fqns");

    // Who asked, and for what
    public static final Attribute<String> REQUEST_MODEL_NAME = string("tfy.request.model_name");
    /** JSON object, see {@link RequestContext}. */
    public static final Attribute<String> REQUEST_CREATED_BY_SUBJECT = string("tfy.request.created_by_subject");

    public static final Attribute<List<String>> REQUEST_CREATED_BY_SUBJECT_TEAMS =
            strings("tfy.request.created_by_subject_teams");
    /** JSON object. */
    public static final Attribute<String> REQUEST_METADATA = string("tfy.request.metadata");

    public static final Attribute<String> REQUEST_CONVERSATION_ID = string("tfy.request.conversation_id");

    // The model that answered
    public static final Attribute<String> MODEL_ID = string("tfy.model.id");
    public static final Attribute<String> MODEL_NAME = string("tfy.model.name");
    public static final Attribute<String> MODEL_FQN = string("tfy.model.fqn");
    public static final Attribute<String> MODEL_REQUEST_URL = string("tfy.model.request_url");
    public static final Attribute<Boolean> MODEL_STREAMING = flag("tfy.model.streaming");
    /** {@code ChatCompletion}, {@code Embedding}, {@code MCPGateway}, … */
    public static final Attribute<String> MODEL_REQUEST_TYPE = string("tfy.model.request_type");

    // What it took
    public static final Attribute<Double> TIME_TO_FIRST_TOKEN = decimal("tfy.model.metric.time_to_first_token_in_ms");
    public static final Attribute<Double> LATENCY = decimal("tfy.model.metric.latency_in_ms");
    public static final Attribute<Long> INPUT_TOKENS = whole("tfy.model.metric.input_tokens");
    public static final Attribute<Long> OUTPUT_TOKENS = whole("tfy.model.metric.output_tokens");
    /** True where the vendor did not tell all and the gateway counted; else it is not set. */
    public static final Attribute<Boolean> USAGE_ESTIMATED = flag("tfy.model.metric.usage_estimated");

    public static final Attribute<Double> COST = decimal("tfy.model.metric.cost_in_usd");
    public static final Attribute<Double> INTER_TOKEN_LATENCY = decimal("tfy.model.metric.inter_token_latency_in_ms");

    // The rules that applied
    public static final Attribute<List<String>> APPLIED_LOADBALANCE_RULE_IDS = strings("applied_loadbalance_rule_ids");
    public static final Attribute<List<String>> APPLIED_BUDGET_RULE_IDS = strings("applied_budget_rule_ids");
    public static final Attribute<List<String>> APPLIED_RATELIMIT_RULE_IDS = strings("applied_ratelimit_rule_ids");

    // MCP servers
    public static final Attribute<String> MCP_SERVER_ID = string("tfy.mcp_server.id");
    public static final Attribute<String> MCP_SERVER_NAME = string("tfy.mcp_server.name");
    public static final Attribute<String> MCP_SERVER_URL = string("tfy.mcp_server.url");
    public static final Attribute<String> MCP_SERVER_FQN = string("tfy.mcp_server.fqn");
    public static final Attribute<String> MCP_SERVER_SERVER_NAME = string("tfy.mcp_server.server_name");
    public static final Attribute<String> MCP_SERVER_METHOD = string("tfy.mcp_server.method");
    public static final Attribute<String> MCP_SERVER_PRIMITIVE_NAME = string("tfy.mcp_server.primitive_name");
    public static final Attribute<String> MCP_SERVER_ERROR_CODE = string("tfy.mcp_server.error_code");
    public static final Attribute<Boolean> MCP_SERVER_IS_TOOL_CALL_EXECUTION_ERROR =
            flag("tfy.mcp_server.is_tool_call_execution_error");
    public static final Attribute<Double> MCP_SERVER_LATENCY = decimal("tfy.mcp_server.metric.latency_in_ms");
    public static final Attribute<Long> MCP_SERVER_NUMBER_OF_TOOLS = whole("tfy.mcp_server.metric.number_of_tools");

    // Guardrails
    public static final Attribute<String> GUARDRAIL_ID = string("tfy.guardrail.id");
    public static final Attribute<String> GUARDRAIL_NAME = string("tfy.guardrail.name");
    public static final Attribute<String> GUARDRAIL_FQN = string("tfy.guardrail.fqn");
    /** {@code pass}, {@code mutate} or {@code flag}. */
    public static final Attribute<String> GUARDRAIL_RESULT = string("tfy.guardrail.result");

    public static final Attribute<String> GUARDRAIL_ENTITY_TYPE = string("tfy.guardrail.applied_on_entity.type");
    public static final Attribute<String> GUARDRAIL_ENTITY_ID = string("tfy.guardrail.applied_on_entity.id");
    public static final Attribute<String> GUARDRAIL_ENTITY_NAME = string("tfy.guardrail.applied_on_entity.name");
    public static final Attribute<String> GUARDRAIL_ENTITY_FQN = string("tfy.guardrail.applied_on_entity.fqn");
    public static final Attribute<String> GUARDRAIL_ENTITY_SCOPE = string("tfy.guardrail.applied_on_entity.scope");
    public static final Attribute<Double> GUARDRAIL_LATENCY = decimal("tfy.guardrail.metric.latency_in_ms");

    // HTTP and the network
    public static final Attribute<Long> HTTP_RESPONSE_STATUS_CODE = whole("http.response.status_code");
    public static final Attribute<String> HTTP_REQUEST_METHOD = string("http.request.method");
    public static final Attribute<String> URL_FULL = string("url.full");
    public static final Attribute<String> SERVER_ADDRESS = string("server.address");
    public static final Attribute<Long> SERVER_PORT = whole("server.port");
    public static final Attribute<String> ERROR_TYPE = string("error.type");

    // Generative AI, as OpenTelemetry names it now
    public static final Attribute<String> GEN_AI_OPERATION_NAME = string("gen_ai.operation.name");
    public static final Attribute<String> GEN_AI_PROVIDER_NAME = string("gen_ai.provider.name");
    public static final Attribute<String> GEN_AI_REQUEST_MODEL = string("gen_ai.request.model");
    public static final Attribute<Long> GEN_AI_REQUEST_MAX_TOKENS = whole("gen_ai.request.max_tokens");
    public static final Attribute<Double> GEN_AI_REQUEST_TEMPERATURE = decimal("gen_ai.request.temperature");
    public static final Attribute<Double> GEN_AI_REQUEST_TOP_P = decimal("gen_ai.request.top_p");
    public static final Attribute<Double> GEN_AI_REQUEST_TOP_K = decimal("gen_ai.request.top_k");
    public static final Attribute<Long> GEN_AI_REQUEST_SEED = whole("gen_ai.request.seed");
    public static final Attribute<Boolean> GEN_AI_REQUEST_STREAM = flag("gen_ai.request.stream");
    public static final Attribute<Long> GEN_AI_REQUEST_CHOICE_COUNT = whole("gen_ai.request.choice.count");
    public static final Attribute<Double> GEN_AI_REQUEST_FREQUENCY_PENALTY =
            decimal("gen_ai.request.frequency_penalty");
    public static final Attribute<Double> GEN_AI_REQUEST_PRESENCE_PENALTY = decimal("gen_ai.request.presence_penalty");
    public static final Attribute<List<String>> GEN_AI_REQUEST_STOP_SEQUENCES =
            strings("gen_ai.request.stop_sequences");
    public static final Attribute<String> GEN_AI_RESPONSE_ID = string("gen_ai.response.id");
    public static final Attribute<String> GEN_AI_RESPONSE_MODEL = string("gen_ai.response.model");
    public static final Attribute<List<String>> GEN_AI_RESPONSE_FINISH_REASONS =
            strings("gen_ai.response.finish_reasons");
    /** Seconds. */
    public static final Attribute<Double> GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK =
            decimal("gen_ai.response.time_to_first_chunk");
    /** Cached ones included. */
    public static final Attribute<Long> GEN_AI_USAGE_INPUT_TOKENS = whole("gen_ai.usage.input_tokens");
    /** Reasoning included. */
    public static final Attribute<Long> GEN_AI_USAGE_OUTPUT_TOKENS = whole("gen_ai.usage.output_tokens");

    public static final Attribute<Long> GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS =
            whole("gen_ai.usage.cache_read.input_tokens");
    public static final Attribute<Long> GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS =
            whole("gen_ai.usage.cache_creation.input_tokens");
    public static final Attribute<Long> GEN_AI_USAGE_REASONING_OUTPUT_TOKENS =
            whole("gen_ai.usage.reasoning.output_tokens");
    public static final Attribute<String> GEN_AI_CONVERSATION_ID = string("gen_ai.conversation.id");
    public static final Attribute<String> GEN_AI_TOOL_NAME = string("gen_ai.tool.name");

    // Generative AI, as it was named before
    public static final Attribute<String> GEN_AI_SYSTEM = string("gen_ai.system");

    // Agents
    public static final Attribute<String> HANDLER_NAME = string("handler.name");
    public static final Attribute<String> REQUEST_METHOD = string("request.method");
    public static final Attribute<String> REQUEST_URL = string("request.url");

    // Tools of MCP servers, as an agent calls them
    public static final Attribute<String> AGENT_MCP_SERVER_FQN = string("mcp_server_fqn");
    public static final Attribute<String> AGENT_MCP_SERVER_URL = string("mcp_server_url");
    public static final Attribute<List<String>> TOOLS = strings("tools");
    public static final Attribute<String> TOOL_NAME = string("toolName");
    /** JSON object. */
    public static final Attribute<String> TOOL_ARGS = string("args");

    public static final Attribute<String> TOOL_INTEGRATION_ID = string("integrationId");
    public static final Attribute<String> TOOL_INTEGRATION_FQN = string("integrationFqn");
    public static final Attribute<String> TOOL_RESULT = string("result");
    public static final Attribute<String> TOOL_STATUS = string("status");
    public static final Attribute<String> MCP_METHOD_NAME = string("mcp.method.name");
    public static final Attribute<String> MCP_SESSION_ID = string("mcp.session.id");
    public static final Attribute<String> MCP_PROTOCOL_VERSION = string("mcp.protocol.version");
    public static final Attribute<String> JSONRPC_REQUEST_ID = string("jsonrpc.request.id");

    // The next target, after one failed
    public static final Attribute<String> FALLBACK_HTTP_URL = string("fallback.http.url");
    public static final Attribute<String> FALLBACK_HTTP_METHOD = string("fallback.http.method");
    public static final Attribute<String> FALLBACK_REQUESTED_MODEL = string("fallback.requested_model");
    public static final Attribute<String> FALLBACK_RESOLVED_MODEL = string("fallback.resolved_model");
    public static final Attribute<String> FALLBACK_CONFIG_ID = string("fallback.config_id");
    public static final Attribute<Long> FALLBACK_MAX_TOKENS = whole("fallback.max_tokens");
    public static final Attribute<Double> FALLBACK_TEMPERATURE = decimal("fallback.temperature");

    // How often
    public static final Attribute<String> RATE_LIMITER_MODEL = string("rate_limiter.model");
    /** JSON object. */
    public static final Attribute<String> RATE_LIMITER_METADATA = string("rate_limiter.metadata");

    public static final Attribute<String> RATE_LIMITER_SUBJECT_TYPE = string("rate_limiter.user.subject_type");
    public static final Attribute<String> RATE_LIMITER_SUBJECT_SLUG = string("rate_limiter.user.subject_slug");
    public static final Attribute<String> RATE_LIMITER_TENANT_NAME = string("rate_limiter.user.tenant_name");
    /** The rules that were looked at. */
    public static final Attribute<List<String>> RATE_LIMITER_RULES = strings("rate_limiter.rules");

    public static final Attribute<String> RATE_LIMITER_RULE_ID = string("rate_limiter.rule.id");
    public static final Attribute<String> RATE_LIMITER_STATUS = string("rate_limiter.status");
    public static final Attribute<Long> RATE_LIMITER_REMAINING = whole("rate_limiter.remaining");

    // Where to
    public static final Attribute<String> LOAD_BALANCE_HTTP_URL = string("load_balance.http.url");
    public static final Attribute<String> LOAD_BALANCE_HTTP_METHOD = string("load_balance.http.method");
    public static final Attribute<String> LOAD_BALANCE_TENANT_NAME = string("user.tenantName");
    public static final Attribute<String> LOAD_BALANCE_REQUESTED_MODEL = string("load_balance.requested_model");
    public static final Attribute<String> LOAD_BALANCE_RESOLVED_MODEL = string("load_balance.resolved_model");

    private Attributes() {}
}
