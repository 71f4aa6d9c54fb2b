package aigateway.admin.overview;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far back a page looks; its code is what stands in the address. */
public enum Range {
    QUARTER("15m", "15 minutes", Duration.ofMinutes(15), Duration.ofSeconds(15)),
    HOUR("1h", "1 hour", Duration.ofHours(1), Duration.ofMinutes(1)),
    SIX_HOURS("6h", "6 hours", Duration.ofHours(6), Duration.ofMinutes(10)),
    DAY("24h", "24 hours", Duration.ofDays(1), Duration.ofMinutes(30)),
    WEEK("7d", "7 days", Duration.ofDays(7), Duration.ofHours(4)),
    MONTH("30d", "30 days", Duration.ofDays(30), Duration.ofDays(1));

    private final String code;
    private final String title;
    private final Duration length;
    private final Duration step;

    Range(String code, String title, Duration length, Duration step) {
        this.code = code;
        this.title = title;
        this.length = length;
        this.step = step;
    }

    /** @return the default when the code is missing or nonsense */
    public static Range of(@Nullable String code, Range otherwise) {
        return Arrays.stream(values())
                .filter(range -> range.code.equals(code))
                .findFirst()
                .orElse(otherwise);
    }

    public String getCode() {
        return code;
    }

    public String getTitle() {
        return title;
    }

    public Duration length() {
        return length;
    }

    /** Of a chart's columns. */
    public Duration step() {
        return step;
    }
}
