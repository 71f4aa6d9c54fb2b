package aigateway.outbound;

/** Mail that is not sent, however often one tries. */
public class RefusedMailException extends Exception {

    private static final long serialVersionUID = 1L;

    public RefusedMailException(String message) {
        super(message);
    }
}
