package aigateway.call;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The types of spans that stand for a whole request, as its caller saw it; others are steps of one. */
public final class RequestTypes {

    public static final String AGENT = "AgentResponse";
    public static final String MCP = "MCP";

    private static final Set<String> OF_MODELS =
            Arrays.stream(Operation.values()).map(Operation::spanType).collect(Collectors.toUnmodifiableSet());

    private RequestTypes() {}

    public static boolean isRequest(String spanType) {
        return isOfModels(spanType) || spanType.equals(AGENT) || spanType.equals(MCP);
    }

    /** Whether models are asked by it, or their files, batches and jobs. */
    public static boolean isOfModels(String spanType) {
        return OF_MODELS.contains(spanType);
    }
}
