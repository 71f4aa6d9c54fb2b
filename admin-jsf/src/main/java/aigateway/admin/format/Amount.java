package aigateway.admin.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;

/** Amounts in few characters that still tell small ones apart. */
public final class Amount {

    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ENGLISH);

    private Amount() {}

    public static String count(Number number) {
        return format("#,##0", number.doubleValue());
    }

    /** 950, 12.4K, 3.1M. */
    public static String compact(double number) {
        double size = Math.abs(number);
        if (size >= 999_500_000) {
            return format("0.#", number / 1e9) + "B";
        }
        if (size >= 999_500) {
            return format("0.#", number / 1e6) + "M";
        }
        if (size >= 9_995) {
            return format("0.#", number / 1e3) + "K";
        }
        return size == Math.rint(size) ? format("#,##0", number) : format("0.##", number);
    }

    /** Cents where there are dollars, three significant digits below a cent: a call may cost a thousandth of one. */
    public static String money(BigDecimal dollars) {
        if (dollars.signum() == 0) {
            return "$0";
        }
        if (dollars.abs().compareTo(new BigDecimal("0.1")) >= 0) {
            return (dollars.signum() < 0 ? "-$" : "$")
                    + format("#,##0.00", dollars.abs().doubleValue());
        }
        BigDecimal rounded =
                dollars.round(new MathContext(3, RoundingMode.HALF_UP)).stripTrailingZeros();
        return (rounded.signum() < 0 ? "-$" : "$") + rounded.abs().toPlainString();
    }

    public static String millis(double milliseconds) {
        if (milliseconds < 10) {
            return format("0.#", milliseconds) + " ms";
        }
        if (milliseconds < 1_000) {
            return format("0", milliseconds) + " ms";
        }
        return milliseconds < 60_000
                ? format("0.##", milliseconds / 1_000) + " s"
                : span(Duration.ofMillis((long) milliseconds));
    }

    public static String percent(double share) {
        double percent = share * 100;
        return (percent > 0 && percent < 0.1 ? "<0.1" : format(percent < 10 ? "0.#" : "0", percent)) + "%";
    }

    /** Two units at most: 45 s, 12 min, 3 h 20 min, 5 d. */
    public static String span(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        if (hours < 24) {
            return minutes % 60 == 0 ? hours + " h" : hours + " h " + minutes % 60 + " min";
        }
        long days = hours / 24;
        return days >= 7 || hours % 24 == 0 ? days + " d" : days + " d " + hours % 24 + " h";
    }

    private static String format(String pattern, double number) {
        DecimalFormat format = new DecimalFormat(pattern, SYMBOLS);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(number);
    }
}
