package aigateway.web.call;

import aigateway.call.ErrorType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/** What JAX-RS itself refuses (no such path, wrong method) in the shape of every other error, and a clean 500 for what nobody foresaw. */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(UnexpectedExceptionMapper.class.getName());

    @Context
    HttpServletRequest http;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException refused) {
            Response original = refused.getResponse();
            Response.ResponseBuilder response = answer(original.getStatus(), message(original.getStatus()));
            Object allow = original.getHeaders().getFirst(HttpHeaders.ALLOW);
            return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
        }
        String reference = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "Request failed, reference " + reference, failure);
        return answer(
                        500,
                        "The gateway failed to handle this request; its log has the cause under reference " + reference
                                + ".")
                .build();
    }

    private static String message(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address. The gateway's API is described at /openapi.";
            case 405 -> "This address does not take that method.";
            case 406 -> "This address cannot answer in any of the accepted media types.";
            case 413 -> "The request body is too large.";
            case 415 -> "This address does not take that media type; send application/json.";
            default -> "The request cannot be answered (" + status + ").";
        };
    }

    private Response.ResponseBuilder answer(int status, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Dialect.of(http.getRequestURI()).error(type(status), message, null));
    }

    private static ErrorType type(int status) {
        return switch (status) {
            case 401 -> ErrorType.UNAUTHENTICATED;
            case 403 -> ErrorType.FORBIDDEN;
            case 404 -> ErrorType.NOT_FOUND;
            case 405 -> ErrorType.METHOD_NOT_ALLOWED;
            case 413 -> ErrorType.BODY_TOO_LARGE;
            case 415 -> ErrorType.UNSUPPORTED_MEDIA_TYPE;
            default -> status < 500 ? ErrorType.BAD_REQUEST : ErrorType.INTERNAL;
        };
    }
}
