package aigateway.web.call;

import static aigateway.call.GatewayException.badRequest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the caller wants told of one request.
 *
 * @param enabled whether its input and output are; everything else always is
 * @param project fully qualified name of the tracing project; null for the default one
 */
public record LoggingConfig(boolean enabled, @Nullable String project) {

    /** {@code {"enabled":false,"tracing_project_fqn":"tenant:tracing-project:name"}}; both may be left out. */
    public static final String HEADER = "x-tfy-logging-config";

    /** Without the header. */
    public static final LoggingConfig NONE = new LoggingConfig(true, null);

    private static final Pattern PROJECT = Pattern.compile("[^:\\s]{1,128}:tracing-project:[A-Za-z0-9._-]{1,100}");
    private static final JsonFactory JSON = new JsonFactory();

    /** @throws aigateway.call.GatewayException a bad request that says what is wrong with the header */
    public static LoggingConfig parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return NONE;
        }
        boolean enabled = true;
        String project = null;
        try (JsonParser parser = JSON.createParser(header)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw wrong("must be a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "enabled" -> {
                        if (!value.isBoolean()) {
                            throw wrong("must say enabled with true or false");
                        }
                        enabled = value == JsonToken.VALUE_TRUE;
                    }
                    case "tracing_project_fqn" -> {
                        project = parser.getText();
                        if (value != JsonToken.VALUE_STRING
                                || !PROJECT.matcher(project).matches()) {
                            throw wrong("must name the project as tenant:tracing-project:name");
                        }
                    }
                    default -> throw wrong("has the unknown field '" + field + "'");
                }
            }
            if (parser.nextToken() != null) {
                throw wrong("has text after its JSON object");
            }
        } catch (IOException malformed) {
            throw wrong("is not valid JSON");
        }
        return new LoggingConfig(enabled, project);
    }

    /**
     * The project's name within the tenant.
     *
     * @throws aigateway.call.GatewayException it is another tenant's
     */
    public @Nullable String projectOf(String tenant) {
        if (project != null && !project.startsWith(tenant + ':')) {
            throw wrong("names a project of another tenant; this one is '" + tenant + "'");
        }
        return project;
    }

    private static RuntimeException wrong(String what) {
        return badRequest("The header '" + HEADER + "' " + what + '.', HEADER);
    }
}
