package aigateway.web.chat;

import static aigateway.call.GatewayException.badRequest;

import aigateway.manifest.type.RetryConfig;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the caller wants a target to be tried again, instead of what its route says.
 *
 * @param attempts further ones after the first; null: as the route says
 * @param statuses answers that are worth another attempt; null: as the route says
 */
record RetryHeader(@Nullable Integer attempts, @Nullable Set<Integer> statuses) {

    /** {@code {"attempts":3,"onStatusCodes":[429,500,503]}}; either may be left out. */
    static final String NAME = "x-tfy-retry-config";

    private static final int MOST_ATTEMPTS = 10;
    static final RetryHeader NONE = new RetryHeader(null, null);

    /** @throws aigateway.call.GatewayException a bad request that says what is wrong with the header */
    static RetryHeader parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return NONE;
        }
        Integer attempts = null;
        Set<Integer> statuses = null;
        try (JsonParser parser = Json.FACTORY.createParser(header)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw wrong("must be a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "attempts" -> attempts = number(parser, 0, MOST_ATTEMPTS, "attempts");
                    case "onStatusCodes" -> statuses = statuses(parser);
                    default -> throw wrong("has the unknown field '" + field + "'");
                }
            }
            if (parser.nextToken() != null) {
                throw wrong("has text after its JSON object");
            }
        } catch (IOException malformed) {
            throw wrong("is not valid JSON");
        }
        return new RetryHeader(attempts, statuses);
    }

    private static Set<Integer> statuses(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("must list onStatusCodes");
        }
        Set<Integer> statuses = new TreeSet<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            statuses.add(number(parser, 400, 599, "onStatusCodes"));
        }
        return Set.copyOf(statuses);
    }

    private static int number(JsonParser parser, int least, int most, String field) throws IOException {
        // Some write the statuses as texts, as manifests do.
        int value = parser.currentToken() == JsonToken.VALUE_NULL ? -1 : parser.getValueAsInt(-1);
        if (value < least || value > most) {
            throw wrong("may say " + field + " from " + least + " to " + most);
        }
        return value;
    }

    private static RuntimeException wrong(String what) {
        return badRequest("The header '" + NAME + "' " + what + '.', NAME);
    }

    Plan applied(Plan plan) {
        if (equals(NONE)) {
            return plan;
        }
        return new Plan(
                plan.requestedModel(),
                plan.names(),
                plan.ruleId(),
                plan.targets().stream().map(this::applied).toList(),
                plan.fallbacks().stream()
                        .map(fallback ->
                                new Plan.Fallback(fallback.ruleId(), applied(fallback.target()), fallback.statuses()))
                        .toList());
    }

    private Target applied(Target target) {
        RetryConfig route = target.retry();
        return target.retrying(
                new RetryConfig(attempts == null ? route.attempts() : attempts, route.delay(), route.onStatusCodes()),
                statuses == null ? target.retryStatuses() : statuses);
    }
}
