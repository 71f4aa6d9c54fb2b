package aigateway.budget;

import java.math.BigDecimal;
import java.util.Locale;

/** What a budget counts, and for how long. */
public enum BudgetUnit {
    COST_PER_DAY(false, Period.DAY),
    COST_PER_WEEK(false, Period.WEEK),
    COST_PER_MONTH(false, Period.MONTH),
    COST_PER_QUARTER(false, Period.QUARTER),
    TOKENS_PER_DAY(true, Period.DAY),
    TOKENS_PER_MONTH(true, Period.MONTH);

    private final boolean tokens;
    private final Period period;

    BudgetUnit(boolean tokens, Period period) {
        this.tokens = tokens;
        this.period = period;
    }

    static BudgetUnit of(String unit) {
        return valueOf(unit.toUpperCase(Locale.ROOT));
    }

    boolean tokens() {
        return tokens;
    }

    Period period() {
        return period;
    }

    /** As in the manifest. */
    String manifestName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people: {@code 500 dollars per month}. */
    String words(BigDecimal amount) {
        return plain(amount)
                + (tokens ? " tokens per " : " dollars per ")
                + period.name().toLowerCase(Locale.ROOT);
    }

    /** For people: {@code 500 dollars}. */
    String amount(BigDecimal amount) {
        return plain(amount) + (tokens ? " tokens" : " dollars");
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
