package aigateway.outbound;

import java.net.UnknownHostException;

/**
 * An outgoing address that the gateway does not call. To an HTTP client it is a host that was not found, so none
 * connects; the message says what an operator can do.
 */
public final class BlockedAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    public BlockedAddressException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
