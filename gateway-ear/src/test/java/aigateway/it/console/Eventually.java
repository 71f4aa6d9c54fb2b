package aigateway.it.console;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What is promised within two seconds, with more for a machine that runs a server, a browser and a page that takes long. */
final class Eventually {

    private static final Duration PROMISED = Duration.ofSeconds(8);

    private Eventually() {}

    static void holds(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PROMISED.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + PROMISED + ": " + what);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
