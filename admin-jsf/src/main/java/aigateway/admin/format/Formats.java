package aigateway.admin.format;

import aigateway.admin.session.Browser;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures for people: short, aligned, in the viewer's own time. What is not known is a dash. */
@Named
@RequestScoped
public class Formats {

    private static final String UNKNOWN = "–";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_CLOCK =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);

    @Inject
    Browser browser;

    @Inject
    InstantSource clock;

    public String count(@Nullable Number number) {
        return number == null ? UNKNOWN : Amount.count(number);
    }

    /** {@code 1 user}, {@code 2,310 users}. */
    public String counted(@Nullable Number number, String one, String many) {
        return count(number) + ' ' + (number != null && number.longValue() == 1 ? one : many);
    }

    public String compact(@Nullable Number number) {
        return number == null ? UNKNOWN : Amount.compact(number.doubleValue());
    }

    public String money(@Nullable BigDecimal dollars) {
        return dollars == null ? UNKNOWN : Amount.money(dollars);
    }

    public String millis(@Nullable Number milliseconds) {
        return milliseconds == null ? UNKNOWN : Amount.millis(milliseconds.doubleValue());
    }

    public String percent(@Nullable Number share) {
        return share == null ? UNKNOWN : Amount.percent(share.doubleValue());
    }

    public String span(@Nullable Duration duration) {
        return duration == null ? UNKNOWN : Amount.span(duration);
    }

    public String moment(@Nullable Instant instant) {
        return instant == null ? UNKNOWN : MOMENT.format(instant.atZone(browser.getZone()));
    }

    public String day(@Nullable Instant instant) {
        return instant == null ? UNKNOWN : DAY.format(instant.atZone(browser.getZone()));
    }

    /** The clock alone for today, with the day before that. */
    public String shortMoment(@Nullable Instant instant) {
        if (instant == null) {
            return UNKNOWN;
        }
        boolean today = instant.atZone(browser.getZone())
                .toLocalDate()
                .equals(clock.instant().atZone(browser.getZone()).toLocalDate());
        return (today ? CLOCK : DAY_AND_CLOCK).format(instant.atZone(browser.getZone()));
    }

    public String ago(@Nullable Instant instant) {
        if (instant == null) {
            return "never";
        }
        Duration age = Duration.between(instant, clock.instant());
        if (age.isNegative()) {
            return "in " + Amount.span(age.negated());
        }
        return age.toSeconds() < 10 ? "just now" : Amount.span(age) + " ago";
    }
}
