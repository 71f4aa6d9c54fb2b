package aigateway.it;

import aigateway.it.peer.ExternalBroker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** A broker that comes back without all that it kept. */
final class EmptyBroker {

    /** How many of some traces the gateway's database has. */
    interface Store {
        long stored(Set<String> traces) throws Exception;
    }

    private EmptyBroker() {}

    /** What came while nobody had subscribed is lost: two seconds' worth, until a publisher does. */
    static void isReadAnew(Installation installation, ExternalBroker broker, Store store) {
        installation.say("an empty broker takes the place of the first");
        broker.replace();
        Set<String> traces = new HashSet<>();
        Wait.until("spans come to where they were read before", Duration.ofSeconds(60), () -> {
            traces.add(chat(installation));
            return installation.otlp().spans().stream().anyMatch(span -> traces.contains(span.traceId()))
                    && store.stored(traces) > 0;
        });

        String later = chat(installation);
        Wait.until("none is lost any more", () -> store.stored(Set.of(later)) == 1);
    }

    private static String chat(Installation installation) {
        return installation
                .client()
                .chat(Installation.CHECKOUT, "local/small", "x")
                .headers()
                .firstValue("x-tfy-trace-id")
                .orElseThrow();
    }
}
