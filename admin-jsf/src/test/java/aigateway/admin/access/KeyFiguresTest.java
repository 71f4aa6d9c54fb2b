package aigateway.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.identity.AccessKey;
import aigateway.identity.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyFiguresTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private static AccessKey key(@Nullable Instant revoked, @Nullable Instant used) {
        return new AccessKey(
                "id",
                Subject.user("ann"),
                "n",
                AccessKey.Form.JWT,
                "…",
                "ann",
                Instant.EPOCH,
                null,
                revoked,
                revoked == null ? null : "ann",
                used);
    }

    @Test
    void aRevokedKeyDoesNotWorkButItsUseCounts() {
        KeyFigures figures = KeyFigures.of(
                List.of(key(null, NOW.minusSeconds(60)), key(NOW, NOW.minusSeconds(5)), key(null, null)),
                Optional.empty(),
                NOW);

        assertThat(figures).isEqualTo(new KeyFigures(2, NOW.minusSeconds(5)));
    }

    @Test
    void theTokenOfAManifestMayHaveBeenUsedLater() {
        assertThat(KeyFigures.of(List.of(key(null, NOW.minusSeconds(60))), Optional.of(NOW), NOW)
                        .lastUsed())
                .isEqualTo(NOW);
        assertThat(KeyFigures.of(List.of(), Optional.empty(), NOW).lastUsed()).isNull();
    }
}
