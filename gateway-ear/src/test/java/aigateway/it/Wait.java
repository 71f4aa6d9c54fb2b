package aigateway.it;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what is promised soon. */
public final class Wait {

    private static final Duration USUAL = Duration.ofSeconds(20);

    private Wait() {}

    public static void until(String what, Callable<Boolean> holds) {
        until(what, USUAL, holds);
    }

    public static void until(String what, Duration time, Callable<Boolean> holds) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            while (!holds.call()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Not within " + time + ": " + what);
                }
                Thread.sleep(100);
            }
        } catch (AssertionError e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("While waiting until " + what, e);
        }
    }
}
