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

    /** Says which status was answered instead. */
    public static void untilStatus(int wanted, Callable<Integer> asking) {
        int[] last = new int[1];
        try {
            until("status " + wanted, () -> (last[0] = asking.call()) == wanted);
        } catch (AssertionError e) {
            throw new AssertionError("The last answer was " + last[0], e);
        }
    }

    /** A look that begins after the time must see it; how long one takes is the machine's affair. */
    public static void until(String what, Duration time, Callable<Boolean> holds) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            while (true) {
                long began = System.nanoTime();
                if (holds.call()) {
                    return;
                }
                if (began > deadline) {
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
