package aigateway.platform;

import java.util.function.Function;

/** Where requests come to this server. */
public final class Listeners {

    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());
    private static final String STATE = "org.glassfish.api.admin.ServerEnvironment";

    private Listeners() {}

    /** Whether it is the whole server that ends, and not one of its applications; of servers other than Payara nobody knows. */
    public static boolean end() {
        if (!PayaraServices.exist()) {
            return false;
        }
        try {
            Class<?> state = Class.forName(STATE);
            return "stopping".equals(String.valueOf(state.getMethod("getStatus").invoke(PayaraServices.one(state))));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError changed) {
            LOG.log(System.Logger.Level.DEBUG, "The server does not say whether it stops", changed);
            return false;
        }
    }

    /**
     * Has each answer with 503 whatever comes to it, to whichever application, from now on: the process ends. Does nothing
     * on a server other than Payara.
     *
     * @param words why, as JSON, to whoever asked for a path
     */
    public static void close(Function<String, byte[]> words) {
        if (PayaraServices.exist()) {
            PayaraListeners.close(words);
        }
    }
}
