package aigateway.telemetry;

/** The database did not do what the store asked of it; asking again later may help. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
