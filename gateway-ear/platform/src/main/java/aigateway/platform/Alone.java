package aigateway.platform;

/** Whether this process is the gateway and nothing else, or a server where others may live beside it. */
public final class Alone {

    private Alone() {}

    /**
     * What can never serve does not linger: a process of the gateway's own says why and ends. On a server of somebody else
     * this returns, and the caller throws.
     *
     * @param reason for an operator: what is wrong and what to do
     */
    public static void end(String reason) {
        if (Boolean.getBoolean("gateway.alone")) {
            System.err.println("The gateway cannot start. " + reason);
            Runtime.getRuntime().halt(1);
        }
    }
}
