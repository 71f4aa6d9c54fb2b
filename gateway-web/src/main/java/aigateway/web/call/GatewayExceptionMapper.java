package aigateway.web.call;

import aigateway.call.GatewayException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Says a failure the way the row of its type says it, in the client's dialect. */
@Provider
public class GatewayExceptionMapper implements ExceptionMapper<GatewayException> {

    @Context
    HttpServletRequest http;

    @Override
    public Response toResponse(GatewayException failure) {
        Response.ResponseBuilder response = Response.status(failure.type().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Dialect.of(http.getRequestURI()).error(failure));
        failure.headers().forEach(response::header);
        return response.build();
    }
}
