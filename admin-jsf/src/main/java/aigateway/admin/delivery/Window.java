package aigateway.admin.delivery;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far back the charts look; a column is some of the steps that are kept. */
public enum Window {
    HOURS("6h", "6 hours", Duration.ofHours(6), Duration.ofMinutes(5)),
    DAY("24h", "24 hours", Duration.ofDays(1), Duration.ofMinutes(20)),
    WEEK("7d", "7 days", Duration.ofDays(7), Duration.ofHours(2));

    private final String code;
    private final String title;
    private final Duration length;
    private final Duration column;

    Window(String code, String title, Duration length, Duration column) {
        this.code = code;
        this.title = title;
        this.length = length;
        this.column = column;
    }

    /** @return the shortest when the code is missing or nonsense */
    static Window of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(window -> window.code.equals(code))
                .findFirst()
                .orElse(HOURS);
    }

    public String getCode() {
        return code;
    }

    public String getTitle() {
        return title;
    }

    Duration length() {
        return length;
    }

    Duration column() {
        return column;
    }
}
