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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Says a failure the way the row of its type says it, in the client's dialect. Who is told here that it may not is kept, so
 * no endpoint can forget it.
 */
@Provider
@ApplicationScoped
public class GatewayExceptionMapper implements ExceptionMapper<GatewayException> {

    @Context
    HttpServletRequest http;

    @Inject
    Denials denials;

    @Override
    public Response toResponse(GatewayException failure) {
        if (failure.type() == ErrorType.FORBIDDEN
                && http.getAttribute(RequestCaller.PROPERTY) instanceof Caller caller) {
            denials.note(
                    new Denial(
                            new Actor(caller.subject().toString(), http.getRemoteAddr()),
                            AuditAction.DENIED,
                            thing(failure)),
                    failure.getMessage());
        }
        Response.ResponseBuilder response = Response.status(failure.type().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Dialect.of(http.getRequestURI()).error(failure));
        failure.headers().forEach(response::header);
        return response.build();
    }

    private Thing thing(GatewayException failure) {
        return failure instanceof DeniedException denied
                ? denied.thing()
                : new Thing(Thing.API, http.getMethod() + ' ' + http.getRequestURI());
    }
}
