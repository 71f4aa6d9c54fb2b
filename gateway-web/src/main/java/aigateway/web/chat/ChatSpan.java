package aigateway.web.chat;

import aigateway.admission.AppliedRule;
import aigateway.admission.Decision;
import aigateway.call.GatewayException;
import aigateway.call.ModelCall;
import aigateway.call.Usage;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.logging.Told;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.provider.ModelSpan;
import aigateway.web.provider.RequestSpan;
import aigateway.web.telemetry.Attributes;
import aigateway.web.telemetry.CallSpan;
import aigateway.web.telemetry.Content;
import aigateway.web.telemetry.Kind;
import aigateway.web.telemetry.RequestContext;
import aigateway.web.telemetry.Spans;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of a chat completion as the client saw it: the root of its trace, and the steps that decide over it. */
final class ChatSpan {

    private final CallSpan root;
    private RequestContext context;
    private double limitsMillis;
    private final String tenant;
    private final ChatCall call;

    private ChatSpan(CallSpan root, RequestContext context, String tenant, ChatCall call) {
        this.root = root;
        this.context = context;
        this.tenant = tenant;
        this.call = call;
    }

    static ChatSpan start(Spans spans, String tenant, ChatCall call, Told told) {
        CallSpan root = spans.start(call.request().operation().spanName(), Kind.SERVER, call.context());
        if (!told.content()) {
            root.withoutContent();
        }
        RequestContext context = RequestContext.of(
                told.project(), call.caller(), call.request().model(), call.metadata(), call.conversationId());
        root.set(Attributes.SPAN_TYPE, call.request().operation().spanType())
                .set(Attributes.INPUT, Content.of(call.request().body()))
                .set(Attributes.MODEL_STREAMING, call.request().stream())
                .set(Attributes.MODEL_REQUEST_TYPE, call.request().operation().spanType())
                .set(Attributes.GEN_AI_REQUEST_MODEL, call.request().model());
        RequestSpan.parameters(context.on(root), call.request());
        return new ChatSpan(root, context, tenant, call);
    }

    CallSpan root() {
        return root;
    }

    RequestContext context() {
        return context;
    }

    CallSpan startLimiter(ModelCall asked) {
        return root.child("RateLimiterMiddleware", Kind.INTERNAL)
                .set(Attributes.RATE_LIMITER_MODEL, asked.model())
                .set(Attributes.RATE_LIMITER_METADATA, context.metadata())
                .set(
                        Attributes.RATE_LIMITER_SUBJECT_TYPE,
                        asked.caller().subject().type().prefix())
                .set(
                        Attributes.RATE_LIMITER_SUBJECT_SLUG,
                        asked.caller().subject().name())
                .set(Attributes.RATE_LIMITER_TENANT_NAME, tenant);
    }

    void endLimiter(CallSpan limiter, Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            List<AppliedRule> asked = refused.asked();
            boolean limited = refused.rule().kind() == AppliedRule.Kind.RATE_LIMIT;
            if (limited) {
                limits(limiter, asked, "blocked");
                remaining(limiter, refused.rule());
                limiter.fail(refused.type().type(), refused.message());
            } else {
                allowed(limiter, asked);
            }
            applied(asked);
        } else if (decision instanceof Decision.Granted granted) {
            List<AppliedRule> rules = granted.permit().rules();
            allowed(limiter, rules);
            applied(rules);
        }
        limitsMillis = limiter.elapsedMillis();
        limiter.end();
    }

    /** How long the rules were asked. */
    double limitsMillis() {
        return limitsMillis;
    }

    /** A budget that refuses is none of the rate limits, and they say so. */
    private static void allowed(CallSpan limiter, List<AppliedRule> rules) {
        limits(limiter, rules, "allowed");
        // One can be told: of requests and tokens, whichever a rule asked about first.
        List<AppliedRule> nearest = Refusals.nearest(rules);
        if (!nearest.isEmpty()) {
            remaining(limiter, nearest.get(0));
        }
    }

    private static void limits(CallSpan limiter, List<AppliedRule> asked, String status) {
        limiter.set(Attributes.RATE_LIMITER_STATUS, status)
                .set(Attributes.RATE_LIMITER_RULES, ids(asked, AppliedRule.Kind.RATE_LIMIT));
    }

    private static void remaining(CallSpan limiter, AppliedRule rule) {
        limiter.set(Attributes.RATE_LIMITER_RULE_ID, rule.id())
                .set(Attributes.RATE_LIMITER_REMAINING, rule.remaining().longValue());
    }

    private void applied(List<AppliedRule> rules) {
        List<String> limits = ids(rules, AppliedRule.Kind.RATE_LIMIT);
        List<String> budgets = ids(rules, AppliedRule.Kind.BUDGET);
        context = context.with(new RequestContext.Applied(context.applied().loadBalance(), budgets, limits));
        root.set(Attributes.APPLIED_RATELIMIT_RULE_IDS, limits).set(Attributes.APPLIED_BUDGET_RULE_IDS, budgets);
    }

    static List<String> ids(List<AppliedRule> rules, AppliedRule.Kind kind) {
        List<String> ids = new ArrayList<>(rules.size());
        for (AppliedRule rule : rules) {
            if (rule.kind() == kind && !ids.contains(rule.id())) {
                ids.add(rule.id());
            }
        }
        return ids;
    }

    void routed(Plan plan) {
        String resolved = plan.targets().get(0).id();
        List<String> rules = plan.ruleId() == null ? List.of() : List.of(plan.ruleId());
        RequestContext.Applied applied = context.applied();
        context = context.with(new RequestContext.Applied(rules, applied.budgets(), applied.rateLimits()));
        root.set(Attributes.APPLIED_LOADBALANCE_RULE_IDS, rules);
        root.child("loadBalanceMiddleware", Kind.INTERNAL)
                .set(Attributes.LOAD_BALANCE_HTTP_URL, call.path())
                .set(Attributes.LOAD_BALANCE_HTTP_METHOD, "POST")
                .set(Attributes.LOAD_BALANCE_TENANT_NAME, tenant)
                .set(Attributes.LOAD_BALANCE_REQUESTED_MODEL, plan.requestedModel())
                .set(Attributes.LOAD_BALANCE_RESOLVED_MODEL, resolved)
                .end();
    }

    GatewayException refused(GatewayException refused) {
        failed(refused.type().status(), refused.type().type(), refused.getMessage());
        Map<String, String> headers = new HashMap<>(refused.headers());
        headers.putAll(ResponseHeaders.trace(root));
        return refused.with(headers);
    }

    void failed(int status, String errorType, String message) {
        root.set(Attributes.HTTP_RESPONSE_STATUS_CODE, (long) status)
                .set(Attributes.LATENCY, root.elapsedMillis())
                .fail(errorType, message)
                .end();
    }

    /** Which model it came to in the end, whether that answered or not. */
    void asked(Target target) {
        root.set(Attributes.MODEL_NAME, target.id())
                .set(Attributes.MODEL_ID, target.id())
                .set(Attributes.MODEL_FQN, target.account().modelFqn(tenant, target.model()))
                .set(Attributes.GEN_AI_SYSTEM, ModelSpan.vendor(target))
                .set(Attributes.GEN_AI_PROVIDER_NAME, ModelSpan.vendor(target));
    }

    /** The client left: no error of the gateway's, yet not an answer that was heard to its end. */
    void abandoned() {
        root.set(Attributes.HTTP_RESPONSE_STATUS_CODE, 499L);
    }

    /** It left while nobody was being asked. */
    void left() {
        root.set(Attributes.LATENCY, root.elapsedMillis());
        abandoned();
        end();
    }

    /** It left before anything was said. */
    void left(Target target, Usage usage, @Nullable BigDecimal cost) {
        answered(target, ChatAnswer.NOTHING, usage, cost, Content.of(new byte[0]), null);
        abandoned();
        end();
    }

    void answered(
            Target target,
            ChatAnswer answer,
            Usage usage,
            @Nullable BigDecimal cost,
            Content output,
            @Nullable Double firstTokenMillis) {
        asked(target);
        root.set(Attributes.HTTP_RESPONSE_STATUS_CODE, 200L);
        RequestSpan.result(root, answer, usage, cost, output, root.elapsedMillis(), firstTokenMillis);
    }

    void end() {
        root.end();
    }
}
