package aigateway.web.call;

import aigateway.audit.Denials;
import aigateway.call.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Refusals of the gateway's own. */
@Provider
@ApplicationScoped
public class GatewayExceptionMapper implements ExceptionMapper<GatewayException> {

    @Context
    HttpServletRequest http;

    @Inject
    Denials denials;

    @Override
    public Response toResponse(GatewayException failure) {
        return FailureAnswer.of(failure, http, denials).toResponse();
    }
}
