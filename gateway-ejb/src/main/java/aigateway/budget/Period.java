package aigateway.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/** How long a budget lasts. Periods begin at midnight UTC. */
enum Period {
    DAY,
    WEEK,
    MONTH,
    QUARTER;

    /** The first day of the period that the moment is in; weeks begin on Monday. */
    LocalDate startOf(Instant moment) {
        LocalDate day = moment.atOffset(ZoneOffset.UTC).toLocalDate();
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
        };
    }

    /** When the period that began on this day is over. */
    Instant endOf(LocalDate start) {
        LocalDate next =
                switch (this) {
                    case DAY -> start.plusDays(1);
                    case WEEK -> start.plusWeeks(1);
                    case MONTH -> start.plusMonths(1);
                    case QUARTER -> start.plusMonths(3);
                };
        return next.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
