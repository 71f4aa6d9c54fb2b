package aigateway.admin.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Equal steps of time, marked at round times of the viewer's clock.
 *
 * @param start of the first step
 * @param step length of one
 * @param steps how many
 */
public record TimeAxis(Instant start, Duration step, int steps, ZoneId zone) {

    private static final int MOST_TICKS = 6;
    private static final List<Duration> ROUND = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(14));
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    Instant end() {
        return start.plus(step.multipliedBy(steps));
    }

    List<Tick> ticks() {
        Duration length = Duration.between(start, end());
        Duration distance = ROUND.stream()
                .filter(it -> length.dividedBy(it) <= MOST_TICKS)
                .findFirst()
                .orElse(ROUND.get(ROUND.size() - 1));
        DateTimeFormatter format = distance.toDays() >= 1 ? DAY : CLOCK;
        List<Tick> ticks = new ArrayList<>();
        for (ZonedDateTime at = firstAfterStart(distance); at.toInstant().isBefore(end()); at = next(at, distance)) {
            double position = 100.0 * Duration.between(start, at.toInstant()).toMillis() / length.toMillis();
            ticks.add(new Tick(format.format(at), position));
        }
        return ticks;
    }

    private ZonedDateTime firstAfterStart(Duration distance) {
        LocalDate day = start.atZone(zone).toLocalDate();
        ZonedDateTime at = day.atStartOfDay(zone);
        while (at.toInstant().isBefore(start)) {
            at = next(at, distance);
        }
        return at;
    }

    /** A day is a day of the calendar, also when clocks change. */
    private static ZonedDateTime next(ZonedDateTime at, Duration distance) {
        return distance.toDays() >= 1 ? at.plusDays(distance.toDays()) : at.plus(distance);
    }

    /** When a step began, in words. */
    String name(int index) {
        ZonedDateTime at = start.plus(step.multipliedBy(index)).atZone(zone);
        return (step.toDays() >= 1 ? DAY : DAY_AND_CLOCK).format(at);
    }
}
