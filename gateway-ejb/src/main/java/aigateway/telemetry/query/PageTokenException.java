package aigateway.telemetry.query;

import jakarta.ejb.ApplicationException;

/** A page token that is none, or belongs to another query or to somebody else. The message goes on after its name. */
@ApplicationException
public class PageTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PageTokenException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
