package aigateway.admin.session;

/** The address or the action belongs to someone else. Shown as the page for 403. */
public class NotAllowedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotAllowedException(String message) {
        super(message, null, false, false);
    }
}
