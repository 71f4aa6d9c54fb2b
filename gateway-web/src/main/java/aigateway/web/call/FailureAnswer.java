package aigateway.web.call;

import aigateway.audit.Actor;
import aigateway.audit.AuditAction;
import aigateway.audit.Denial;
import aigateway.audit.Denials;
import aigateway.audit.Thing;
import aigateway.call.DeniedException;
import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.store.Database;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** What a request is answered that has failed, in its client's dialect. */
public final class FailureAnswer {

    private static final System.Logger LOG = System.getLogger(FailureAnswer.class.getName());

    /** About when a database that was started again is noticed. */
    private static final String RETRY_SECONDS = "5";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private FailureAnswer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Of whatever was thrown. */
    public static FailureAnswer of(Throwable failure, HttpServletRequest http, Denials denials) {
        return failure instanceof GatewayException refused ? of(refused, http, denials) : unforeseen(failure, http);
    }

    /** As the row of its type says it. Who is told here that it may not is kept, so no endpoint can forget it. */
    static FailureAnswer of(GatewayException failure, HttpServletRequest http, Denials denials) {
        if (failure.type() == ErrorType.FORBIDDEN
                && http.getAttribute(RequestCaller.PROPERTY) instanceof Caller caller) {
            denials.note(
                    new Denial(
                            new Actor(caller.subject().toString(), http.getRemoteAddr()),
                            AuditAction.DENIED,
                            thing(failure, http)),
                    failure.getMessage());
        }
        return new FailureAnswer(
                failure.type().status(),
                failure.headers(),
                Dialect.of(http.getRequestURI()).error(failure));
    }

    private static Thing thing(GatewayException failure, HttpServletRequest http) {
        return failure instanceof DeniedException denied
                ? denied.thing()
                : new Thing(Thing.API, http.getMethod() + ' ' + http.getRequestURI());
    }

    /**
     * What JAX-RS itself refuses (no such path, wrong method) in the shape of every other error, a 503 for what only waits
     * for the database, and a clean 500 for what nobody foresaw.
     */
    static FailureAnswer unforeseen(Throwable failure, HttpServletRequest http) {
        if (failure instanceof WebApplicationException refused) {
            int status = refused.getResponse().getStatus();
            Object allow = refused.getResponse().getHeaders().getFirst(HttpHeaders.ALLOW);
            return new FailureAnswer(
                    status,
                    allow == null ? Map.of() : Map.of(HttpHeaders.ALLOW, allow.toString()),
                    body(http, ServerErrors.type(status), ServerErrors.message(status)));
        }
        if (Database.isAway(failure)) {
            LOG.log(System.Logger.Level.DEBUG, "Refused, the database is away", failure);
            return new FailureAnswer(
                    ErrorType.UNAVAILABLE.status(),
                    Map.of(HttpHeaders.RETRY_AFTER, RETRY_SECONDS),
                    body(
                            http,
                            ErrorType.UNAVAILABLE,
                            "The database does not answer; ask again in a while. Requests to models go on meanwhile."));
        }
        String reference = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "Request failed, reference " + reference, failure);
        return new FailureAnswer(
                ErrorType.INTERNAL.status(),
                Map.of(),
                body(
                        http,
                        ErrorType.INTERNAL,
                        "The gateway failed to handle this request; its log has the cause under reference " + reference
                                + "."));
    }

    private static byte[] body(HttpServletRequest http, ErrorType type, String message) {
        return Dialect.of(http.getRequestURI()).error(type, message, null);
    }

    Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
        headers.forEach(response::header);
        return response.build();
    }

    /** To a response of which nothing has been said. */
    public void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentType(MediaType.APPLICATION_JSON);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
