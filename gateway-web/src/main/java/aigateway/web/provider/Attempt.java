package aigateway.web.provider;

import aigateway.routing.Target;

/** A target's answer, and the span that tells of it and is still open. */
public record Attempt(Target target, UpstreamResponse response, ModelSpan span) {}
