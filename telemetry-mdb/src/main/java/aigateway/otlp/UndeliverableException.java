package aigateway.otlp;

/** A message could not be dealt with; the broker is to bring it again, or to put it aside after the last attempt. */
public class UndeliverableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndeliverableException(String message, Throwable cause) {
        super(message, cause);
    }
}
