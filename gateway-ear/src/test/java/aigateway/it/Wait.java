package aigateway.it;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what is promised soon. */
public final class Wait {

    private static final Duration USUAL = Duration.ofSeconds(20);
    private static final long PIECE_MILLIS = 100;

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

    /** Waits once, at most so long. */
    @FunctionalInterface
    public interface Piece {

        /** @return whether what was waited for is there */
        boolean within(long milliseconds) throws InterruptedException;
    }

    /**
     * Waits in pieces. A virtual machine that stands still for a while, as one does that is moved or copied, finds its clocks
     * gone ahead; that costs one piece, and not all the time there is.
     *
     * @return whether it was there in time
     */
    public static boolean inPieces(Duration time, Piece piece) throws InterruptedException {
        for (long left = time.toMillis(); left > 0; left -= PIECE_MILLIS) {
            if (piece.within(PIECE_MILLIS)) {
                return true;
            }
        }
        return false;
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
