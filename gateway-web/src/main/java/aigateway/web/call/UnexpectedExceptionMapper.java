package aigateway.web.call;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Refusals of JAX-RS, and what nobody foresaw. */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {

    @Context
    HttpServletRequest http;

    @Override
    public Response toResponse(Throwable failure) {
        return FailureAnswer.unforeseen(failure, http).toResponse();
    }
}
