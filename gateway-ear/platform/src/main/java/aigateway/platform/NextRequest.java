package aigateway.platform;

/** What a server promises about the request that follows on a connection. */
public final class NextRequest {

    /**
     * Name of an attribute that a request has where the next one of its connection begins on a thread of the server's
     * own, whoever ends the answer to this one, and where no other answer is under way on that connection meanwhile.
     */
    public static final String BEGINS_APART = "aigateway.next-begins-apart";

    private NextRequest() {}
}
