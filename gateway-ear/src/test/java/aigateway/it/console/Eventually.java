package aigateway.it.console;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What is promised within two seconds, with as much again for a busy machine. */
final class Eventually {

    private static final Duration PROMISED = Duration.ofSeconds(4);

    private Eventually() {}

    static void holds(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PROMISED.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + PROMISED + ": " + what);
            }
            Thread.onSpinWait();
        }
    }
}
