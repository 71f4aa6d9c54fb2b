package aigateway.web.openai;

import java.util.concurrent.atomic.LongAdder;

/** Vendors add events to their streams as they like. One that nobody here knows is passed over, and counted so that somebody looks. */
public final class UnknownEvents {

    private static final LongAdder COUNT = new LongAdder();

    private UnknownEvents() {}

    public static void passOver() {
        COUNT.increment();
    }

    /** Since the application started, of all vendors. */
    public static long count() {
        return COUNT.sum();
    }
}
