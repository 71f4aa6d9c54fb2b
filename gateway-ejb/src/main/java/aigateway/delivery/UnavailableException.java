package aigateway.delivery;

import jakarta.ejb.ApplicationException;

/** The broker or the database does not answer; it may later. */
@ApplicationException(rollback = true)
public class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnavailableException(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
