package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class RenewalsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Renewals<String, String> renewals = new Renewals<>(Duration.ofMillis(50));

    @Test
    void whoeverNeverAnswersIsAskedAnewByTheNext() {
        CompletableFuture<Renewals.Lent<String>> silent = new CompletableFuture<>();

        CompletableFuture<String> first = renewals.of("account", NOW, () -> silent);
        CompletableFuture<String> second = renewals.of("account", NOW, () -> silent);

        assertThat(first)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(IOException.class)
                .withMessageContaining("no token or key was given");
        assertThat(second).isCompletedExceptionally();
        Renewals.Lent<String> lent = new Renewals.Lent<>("token", NOW.plusSeconds(3600));
        assertThat(renewals.of("account", NOW, () -> CompletableFuture.completedFuture(lent)))
                .isCompletedWithValue("token");
    }

    @Test
    void whatCannotBeAskedForIsAskedForAnewByTheNext() {
        Error memory = new OutOfMemoryError("for a test");

        CompletableFuture<String> first = renewals.of("account", NOW, () -> {
            throw memory;
        });

        assertThat(first)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingRootCause()
                .isSameAs(memory);
        Renewals.Lent<String> lent = new Renewals.Lent<>("token", NOW.plusSeconds(3600));
        assertThat(renewals.of("account", NOW, () -> CompletableFuture.completedFuture(lent)))
                .isCompletedWithValue("token");
    }

    @Test
    void whatIsRenewedTooLateServesOn() {
        Renewals.Lent<String> old = new Renewals.Lent<>("old", NOW.plusSeconds(120));
        renewals.of("account", NOW, () -> CompletableFuture.completedFuture(old));
        CompletableFuture<Renewals.Lent<String>> silent = new CompletableFuture<>();

        assertThat(renewals.of("account", NOW, () -> silent)).isCompletedWithValue("old");

        assertThat(silent)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .isInstanceOf(ExecutionException.class);
        assertThat(renewals.of("account", NOW, CompletableFuture::new)).isCompletedWithValue("old");
    }
}
