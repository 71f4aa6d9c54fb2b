package aigateway.web.call;

import aigateway.call.ErrorType;
import aigateway.store.Database;
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

    /** About when a database that was started again is noticed. */
    private static final int RETRY_SECONDS = 5;

    @Context
    HttpServletRequest http;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException refused) {
            Response original = refused.getResponse();
            Response.ResponseBuilder response = answer(
                    original.getStatus(),
                    ServerErrors.type(original.getStatus()),
                    ServerErrors.message(original.getStatus()));
            Object allow = original.getHeaders().getFirst(HttpHeaders.ALLOW);
            return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
        }
        if (Database.isAway(failure)) {
            LOG.log(System.Logger.Level.DEBUG, "Refused, the database is away", failure);
            return answer(
                            ErrorType.UNAVAILABLE.status(),
                            ErrorType.UNAVAILABLE,
                            "The database does not answer; ask again in a while. Requests to models go on meanwhile.")
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .build();
        }
        String reference = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "Request failed, reference " + reference, failure);
        return answer(
                        500,
                        ErrorType.INTERNAL,
                        "The gateway failed to handle this request; its log has the cause under reference " + reference
                                + ".")
                .build();
    }

    private Response.ResponseBuilder answer(int status, ErrorType type, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Dialect.of(http.getRequestURI()).error(type, message, null));
    }
}
