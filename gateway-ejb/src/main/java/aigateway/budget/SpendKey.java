package aigateway.budget;

import java.time.LocalDate;
import java.util.Comparator;

/** One budget of one pool in one period. Ordered, so that two nodes that write several never wait for each other in a circle. */
public record SpendKey(String ruleId, BudgetUnit unit, String pool, LocalDate periodStart)
        implements Comparable<SpendKey> {

    private static final Comparator<SpendKey> ORDER = Comparator.comparing(SpendKey::ruleId)
            .thenComparing(SpendKey::unit)
            .thenComparing(SpendKey::pool)
            .thenComparing(SpendKey::periodStart);

    @Override
    public int compareTo(SpendKey other) {
        return ORDER.compare(this, other);
    }
}
