package aigateway.time;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Work that is done again and again and may have to wait for a database, a broker or somebody's server. The server's
 * timer only says when; while it runs, the work has a thread of its own. Payara has one thread for the timers of all
 * applications: what waited there would hold up everybody's, down to the signs of life that open streams are given.
 */
@ApplicationScoped
public class Rounds {

    @Resource
    ManagedScheduledExecutorService timer;

    @Resource
    ManagedExecutorService threads;

    /** For work of a round that is to hold up nothing else of it. */
    public Executor threads() {
        return threads;
    }

    /** @param pause before each, the first one included */
    public Round every(Duration pause, Runnable work) {
        return every(pause, pause, work);
    }

    /** @param first before the first, none when it is zero */
    public Round every(Duration first, Duration pause, Runnable work) {
        return Round.begin(timer, threads, first, pause, work);
    }
}
