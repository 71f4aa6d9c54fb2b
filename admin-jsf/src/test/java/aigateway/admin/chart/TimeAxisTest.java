package aigateway.admin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimeAxisTest {

    @Test
    void marksAreRoundOnTheViewersClock() {
        TimeAxis axis = new TimeAxis(
                Instant.parse("2026-06-01T10:10:00Z"), Duration.ofMinutes(30), 48, ZoneId.of("Asia/Kolkata"));

        assertThat(axis.ticks()).extracting(Tick::label).containsExactly("18:00", "00:00", "06:00", "12:00");
        assertThat(axis.ticks().get(0).position()).isBetween(0.0, 100.0);
    }

    @Test
    void daysStayDaysWhenClocksChange() {
        TimeAxis axis = new TimeAxis(
                Instant.parse("2026-10-22T22:00:00Z"), Duration.ofHours(4), 42, ZoneId.of("Europe/Berlin"));

        assertThat(axis.ticks()).extracting(Tick::label).containsExactly("23 Oct", "25 Oct", "27 Oct", "29 Oct");
    }
}
