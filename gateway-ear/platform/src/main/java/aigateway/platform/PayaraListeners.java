package aigateway.platform;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;

/** What requests to Payara pass before any application. Loaded on Payara only: elsewhere is no Grizzly. */
final class PayaraListeners {

    private static final System.Logger LOG = System.getLogger(PayaraListeners.class.getName());
    private static final String SERVICES = "org.glassfish.internal.api.Globals";
    private static final String LOCATOR = "org.glassfish.hk2.api.ServiceLocator";
    private static final String LISTENER = "org.glassfish.grizzly.config.dom.NetworkListener";
    private static final String LISTENERS = "com.sun.enterprise.v3.services.impl.GrizzlyService";

    /** Is told of offers, and has nothing to do with them: it serves files from memory where that is on. */
    private static final String HOST = "FileCacheFilter";

    private PayaraListeners() {}

    /** Has all listeners decline what nobody here can go on in; once for both web applications. */
    static void declineUpgrades() {
        try {
            replaceEach(
                    filter -> filter.getClass().getSimpleName().equals(HOST) ? new DeclinedUpgrades(filter) : filter);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "This Payara is not as expected: clients that offer HTTP/2, as the JDK's does, must be set to HTTP/1.1",
                    changed);
        }
    }

    /** Leaves the listeners as they were, without classes of an application that has gone. */
    static void forget() {
        try {
            replaceEach(filter -> filter instanceof DeclinedUpgrades ours ? ours.filter() : filter);
        } catch (ReflectiveOperationException | RuntimeException stopped) {
            LOG.log(System.Logger.Level.DEBUG, "The listeners have gone before the application", stopped);
        }
    }

    private static void replaceEach(UnaryOperator<Filter> replacement) throws ReflectiveOperationException {
        for (FilterChain chain : chains()) {
            for (int i = 0; i < chain.size(); i++) {
                Filter filter = chain.get(i);
                Filter another = replacement.apply(filter);
                if (another != filter) {
                    chain.set(i, another);
                }
            }
        }
    }

    private static List<FilterChain> chains() throws ReflectiveOperationException {
        Class<?> services = Class.forName(SERVICES);
        Class<?> listener = Class.forName(LISTENER);
        Class<?> listeners = Class.forName(LISTENERS);
        Object open = services.getMethod("get", Class.class).invoke(null, listeners);
        List<?> configured = (List<?>) Class.forName(LOCATOR)
                .getMethod("getAllServices", Class.class, Annotation[].class)
                .invoke(services.getMethod("getDefaultHabitat").invoke(null), listener, new Annotation[0]);
        List<FilterChain> chains = new ArrayList<>();
        for (Object each : configured) {
            Object proxy = listeners.getMethod("lookupNetworkProxy", listener).invoke(open, each);
            if (proxy == null) {
                // Switched off.
                continue;
            }
            Object underlying =
                    proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy);
            Transport transport =
                    (Transport) underlying.getClass().getMethod("getTransport").invoke(underlying);
            if (transport.getProcessor() instanceof FilterChain chain) {
                chains.add(chain);
            }
        }
        return chains;
    }
}
