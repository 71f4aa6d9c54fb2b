package aigateway.platform;

/** In a process of its own the gateway does not linger when it cannot start; on a server others may live beside it. */
final class LoneProcess {

    private LoneProcess() {}

    /** Does nothing on a server. */
    static void end(String reason) {
        if (Boolean.getBoolean("gateway.alone")) {
            System.err.println("The gateway cannot start. " + reason);
            Runtime.getRuntime().halt(1);
        }
    }
}
