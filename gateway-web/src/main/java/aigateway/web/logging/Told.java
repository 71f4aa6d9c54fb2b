package aigateway.web.logging;

/**
 * What is told of one request.
 *
 * @param project fully qualified name of the tracing project
 * @param content whether what was asked and answered is
 */
public record Told(String project, boolean content) {}
