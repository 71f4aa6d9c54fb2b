package aigateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

    @ParameterizedTest
    @CsvSource({
        "DAY,     2026-11-20T23:59:59.999Z, 2026-11-20, 2026-11-21T00:00:00Z",
        "DAY,     2026-11-21T00:00:00Z,     2026-11-21, 2026-11-22T00:00:00Z",
        "WEEK,    2026-11-22T23:59:59Z,     2026-11-16, 2026-11-23T00:00:00Z",
        "WEEK,    2026-11-23T00:00:00Z,     2026-11-23, 2026-11-30T00:00:00Z",
        "MONTH,   2024-02-29T12:00:00Z,     2024-02-01, 2024-03-01T00:00:00Z",
        "MONTH,   2026-12-31T23:59:59Z,     2026-12-01, 2027-01-01T00:00:00Z",
        "QUARTER, 2026-11-20T00:00:00Z,     2026-10-01, 2027-01-01T00:00:00Z",
        "QUARTER, 2026-04-01T00:00:00Z,     2026-04-01, 2026-07-01T00:00:00Z",
    })
    void beginsAndEndsAtMidnightUtc(Period period, Instant moment, LocalDate start, Instant end) {
        assertThat(period.startOf(moment)).isEqualTo(start);
        assertThat(period.endOf(start)).isEqualTo(end);
    }
}
