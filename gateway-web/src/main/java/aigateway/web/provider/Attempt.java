package aigateway.web.provider;

import aigateway.routing.Target;

/**
 * A target's answer, and the span that tells of it and is still open.
 *
 * @param asIs whether it is in the client's own dialect, whichever that is, and not in OpenAI's
 */
public record Attempt(Target target, UpstreamResponse response, ModelSpan span, boolean asIs) {}
