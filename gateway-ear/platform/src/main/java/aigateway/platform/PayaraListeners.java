package aigateway.platform;

import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;

/** What requests to Payara pass before any application. Loaded on Payara only: there is no Grizzly elsewhere. */
final class PayaraListeners {

    private static final System.Logger LOG = System.getLogger(PayaraListeners.class.getName());
    private static final String LISTENER = "org.glassfish.grizzly.config.dom.NetworkListener";
    private static final String LISTENERS = "com.sun.enterprise.v3.services.impl.GrizzlyService";

    /**
     * Stands between HTTP and the applications, is told of offers, and has nothing to do with them: it serves files from
     * memory where that is on.
     */
    private static final String REPLACED = "FileCacheFilter";

    private PayaraListeners() {}

    /**
     * Has all listeners decline what nobody here can go on in, and begin requests on threads of their own. The second
     * time changes nothing.
     */
    static void prepare() {
        if (replaceEach(PayaraListeners::prepared) == 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "This Payara is not as expected: clients that offer HTTP/2, as the JDK's does, must be set to HTTP/1.1,"
                            + " and those that send a request before the last one is answered may hold up others");
        }
    }

    /** Leaves the listeners as they were, without classes of an application that has gone. */
    static void forget() {
        replaceEach((filter, threads) -> original(filter));
    }

    /** For good: {@link #forget} does not open them again. */
    static void close(Function<String, byte[]> words) {
        replaceEach((filter, threads) -> isReplaced(filter) || isOurs(filter) ? new ClosedListener(words) : filter);
    }

    private static Filter prepared(Filter filter, ExecutorService threads) {
        return isReplaced(filter) ? new PipelinedRequests(new DeclinedUpgrades(filter), threads) : filter;
    }

    private static boolean isReplaced(Filter filter) {
        return filter.getClass().getSimpleName().equals(REPLACED);
    }

    private static Filter original(Filter filter) {
        return filter instanceof ForwardingFilter ours ? original(ours.filter()) : filter;
    }

    /** Each web application of ours may have a class of that name; the first one's filter is as good as the second's. */
    private static boolean isOurs(Filter filter) {
        return filter.getClass().getName().equals(PipelinedRequests.class.getName());
    }

    /** @return how many filters are ours, or were */
    private static int replaceEach(BiFunction<Filter, ExecutorService, Filter> replacement) {
        int ours = 0;
        try {
            Class<?> listener = Class.forName(LISTENER);
            Class<?> listeners = Class.forName(LISTENERS);
            Object open = PayaraServices.one(listeners);
            for (Object each : PayaraServices.all(listener)) {
                Object proxy =
                        listeners.getMethod("lookupNetworkProxy", listener).invoke(open, each);
                ours += proxy == null ? 0 : replaceEach(proxy, replacement);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError changed) {
            LOG.log(System.Logger.Level.DEBUG, "The server's listeners are not to be found", changed);
        }
        return ours;
    }

    private static int replaceEach(Object proxy, BiFunction<Filter, ExecutorService, Filter> replacement) {
        int ours = 0;
        try {
            Object listener =
                    proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy);
            Transport transport =
                    (Transport) listener.getClass().getMethod("getTransport").invoke(listener);
            FilterChain chain = (FilterChain) transport.getProcessor();
            for (int i = 0; i < chain.size(); i++) {
                Filter filter = chain.get(i);
                Filter another = replacement.apply(filter, transport.getWorkerThreadPool());
                if (another != filter) {
                    chain.set(i, another);
                }
                ours += isOurs(filter) || isOurs(another) ? 1 : 0;
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError another) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "A listener of the server is of another kind, and stays as it is",
                    another);
        }
        return ours;
    }
}
