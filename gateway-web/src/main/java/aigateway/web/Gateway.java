package aigateway.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/**
 * Everything under {@code /}; resources are found by the server. What all addresses have in common is described here, where
 * every server looks for it: how a key is brought, and the bodies that more than one of them knows. Bodies of models have more
 * fields than are written here; those travel as they are.
 */
@OpenAPIDefinition(
        info = @Info(title = "AI Gateway", version = "0.1.0"),
        security = {@SecurityRequirement(name = "bearer"), @SecurityRequirement(name = "x-api-key")},
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = "bearer",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "A key, a token of /api/svc/v1/login, or a JWT of a trusted issuer."),
                            @SecurityScheme(
                                    securitySchemeName = "x-api-key",
                                    type = SecuritySchemeType.APIKEY,
                                    in = SecuritySchemeIn.HEADER,
                                    apiKeyName = "x-api-key",
                                    description = "The same, as some clients bring it.")
                        },
                        schemas = {
                            @Schema(
                                    name = ApiDescription.ERROR,
                                    type = SchemaType.OBJECT,
                                    requiredProperties = "error",
                                    properties =
                                            @SchemaProperty(
                                                    name = "error",
                                                    type = SchemaType.OBJECT,
                                                    description = "message, type, param and code")),
                            @Schema(
                                    name = ApiDescription.CHAT,
                                    type = SchemaType.OBJECT,
                                    requiredProperties = {"model", "messages"},
                                    properties = {
                                        @SchemaProperty(
                                                name = "model",
                                                type = SchemaType.STRING,
                                                example = "openai-main/gpt-4o"),
                                        @SchemaProperty(
                                                name = "messages",
                                                type = SchemaType.ARRAY,
                                                description = "objects with role and content"),
                                        @SchemaProperty(name = "stream", type = SchemaType.BOOLEAN),
                                        @SchemaProperty(name = "temperature", type = SchemaType.NUMBER),
                                        @SchemaProperty(name = "max_completion_tokens", type = SchemaType.INTEGER),
                                        @SchemaProperty(name = "tools", type = SchemaType.ARRAY)
                                    }),
                            @Schema(
                                    name = ApiDescription.LOGIN,
                                    type = SchemaType.OBJECT,
                                    requiredProperties = {"username", "password"},
                                    properties = {
                                        @SchemaProperty(name = "username", type = SchemaType.STRING),
                                        @SchemaProperty(
                                                name = "password",
                                                type = SchemaType.STRING,
                                                format = "password")
                                    }),
                            @Schema(
                                    name = ApiDescription.APPLY,
                                    type = SchemaType.OBJECT,
                                    requiredProperties = "manifest",
                                    properties = {
                                        @SchemaProperty(
                                                name = "manifest",
                                                description = "a manifest, a list of them, or YAML as text"),
                                        @SchemaProperty(name = "dryRun", type = SchemaType.BOOLEAN)
                                    }),
                            @Schema(
                                    name = ApiDescription.DELETE,
                                    type = SchemaType.OBJECT,
                                    requiredProperties = {"kind", "name"},
                                    properties = {
                                        @SchemaProperty(name = "kind", type = SchemaType.STRING, example = "team"),
                                        @SchemaProperty(name = "name", type = SchemaType.STRING),
                                        @SchemaProperty(name = "dryRun", type = SchemaType.BOOLEAN)
                                    }),
                            @Schema(
                                    name = ApiDescription.NEW_KEY,
                                    type = SchemaType.OBJECT,
                                    properties = {
                                        @SchemaProperty(name = "name", type = SchemaType.STRING),
                                        @SchemaProperty(
                                                name = "form",
                                                type = SchemaType.STRING,
                                                enumeration = {"jwt", "opaque"}),
                                        @SchemaProperty(
                                                name = "expiresAt",
                                                type = SchemaType.STRING,
                                                format = "date-time"),
                                        @SchemaProperty(
                                                name = "graceSeconds",
                                                type = SchemaType.INTEGER,
                                                description = "for virtual accounts: how long the old keys still work")
                                    }),
                            @Schema(
                                    name = ApiDescription.AUDIT,
                                    type = SchemaType.OBJECT,
                                    properties = {
                                        @SchemaProperty(
                                                name = "data",
                                                type = SchemaType.ARRAY,
                                                description = "id, at, lastAt, times, actor, address, action, outcome,"
                                                        + " type, name, detail, version"),
                                        @SchemaProperty(
                                                name = "nextPageToken",
                                                type = SchemaType.STRING,
                                                nullable = true)
                                    })
                        }))
@ApplicationPath("/")
public class Gateway extends Application {

    /** Jersey answers OPTIONS with a document of its own, its version in it. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
