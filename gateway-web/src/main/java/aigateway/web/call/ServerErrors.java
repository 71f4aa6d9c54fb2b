package aigateway.web.call;

import aigateway.call.ErrorType;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the server itself refuses, in the shape of every other error: its own page is HTML, for a person and not for a client. */
public class ServerErrors extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(ServerErrors.class.getName());

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        boolean failed = request.getDispatcherType() == DispatcherType.ERROR;
        int status = failed && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpServletResponse.SC_NOT_FOUND;
        String asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                ? uri
                : request.getRequestURI();
        byte[] body = Dialect.of(asked).error(type(status), message(status), null);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "A client left before it was refused", gone);
        }
    }

    static String message(int status) {
        return switch (status) {
            case 400 -> "The request is not valid HTTP, or a header of it cannot be read.";
            case 404 -> "There is nothing at this address. The gateway's API is described at /openapi.";
            case 405 -> "This address does not take that method.";
            case 406 -> "This address cannot answer in any of the accepted media types.";
            case 413 -> "The request body is too large.";
            case 415 -> "This address does not take that media type; send application/json.";
            case 408 -> "The request did not come in time. Send it again, in one piece.";
            case 503 -> "The gateway is busy with other requests of this kind, or stopping. Send it again in a while.";
            default -> "The request cannot be answered (" + status + ").";
        };
    }

    static ErrorType type(int status) {
        return switch (status) {
            case 401 -> ErrorType.UNAUTHENTICATED;
            case 403 -> ErrorType.FORBIDDEN;
            case 404 -> ErrorType.NOT_FOUND;
            case 405 -> ErrorType.METHOD_NOT_ALLOWED;
            case 413 -> ErrorType.BODY_TOO_LARGE;
            case 415 -> ErrorType.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ErrorType.UNAVAILABLE;
            default -> status < 500 ? ErrorType.BAD_REQUEST : ErrorType.INTERNAL;
        };
    }
}
