package aigateway.web.health;

import aigateway.time.Round;
import aigateway.time.Rounds;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Asks something outside every two seconds whether it is there, so that nobody who asks how we are has to wait for it. */
abstract class Watch {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int DEEPEST_CAUSE = 20;

    @Inject
    Rounds rounds;

    private final System.Logger log = System.getLogger(getClass().getName());
    private final Reach reach = new Reach(System::nanoTime);
    private List<Round> running = List.of();
    /** The last fault, if there was one: a question that hangs has none. */
    private volatile String why = "";

    /** May wait for as long as it takes; what it throws is no answer. */
    abstract boolean answers() throws Exception;

    /** @return for the log, once for each change */
    abstract String news(boolean reachable);

    @PostConstruct
    void start() {
        running = List.of(rounds.every(Duration.ZERO, PAUSE, this::look), rounds.every(PAUSE, this::tell));
    }

    @PreDestroy
    void stop() {
        running.forEach(Round::breakOff);
    }

    /** Answered lately. */
    public boolean isReachable() {
        return reach.now();
    }

    /** Has answered since the application started. */
    public boolean hasBeenThere() {
        return reach.ever();
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, it is no answer, and the next look must come.
    private void look() {
        try {
            reach.found(answers());
            why = "";
        } catch (Exception none) {
            reach.found(false);
            why = " (" + reason(none) + ')';
            log.log(System.Logger.Level.DEBUG, "No answer", none);
        }
    }

    /** What the driver or the client itself says, under what the server made of it. */
    static String reason(Throwable failure) {
        String deepest = failure.toString();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            String message = cause.getMessage();
            deepest = message == null || message.isBlank() ? deepest : message;
            cause = cause.getCause();
        }
        return deepest.lines().findFirst().orElse(deepest);
    }

    /** Apart from the look, which may be waiting for its answer. */
    private void tell() {
        Boolean reachable = reach.news();
        if (reachable != null) {
            log.log(
                    reachable ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    reachable ? news(true) : news(false) + why);
        }
    }
}
