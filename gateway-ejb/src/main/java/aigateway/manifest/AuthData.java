package aigateway.manifest;

import org.jspecify.annotations.Nullable;

/**
 * @param type {@code api-key}
 * @param apiKey the key, or {@code env:NAME} or {@code file:PATH} to read it from when it is needed
 */
public record AuthData(String type, @Nullable Secret apiKey) {}
