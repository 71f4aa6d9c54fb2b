package aigateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whole seconds, in which much may happen. */
class SessionsSinceRowTest {

    private static final Instant NEXT = Instant.parse("2026-11-20T10:00:01Z");

    private final SessionsSinceRow row = new SessionsSinceRow(Subject.user("a"));

    @Test
    void anEndIsAlwaysLaterThanASessionThatBeganInTheSameSecond() {
        row.moveTo(NEXT);
        long began = row.since();
        row.moveTo(NEXT);

        assertThat(began).isEqualTo(NEXT.toEpochMilli());
        assertThat(row.since()).isGreaterThan(began);
    }

    @Test
    void anEndOfLongAgoDoesNotMatter() {
        row.moveTo(NEXT.minusSeconds(3600));
        row.moveTo(NEXT);

        assertThat(row.since()).isEqualTo(NEXT.toEpochMilli());
    }
}
