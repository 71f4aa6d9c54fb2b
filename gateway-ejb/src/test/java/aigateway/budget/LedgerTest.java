package aigateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Balance.Claim ONE = new Balance.Claim(BigDecimal.ONE, true, true);

    private final Ledger ledger = new Ledger();

    private static SpendKey pool(String name) {
        return new SpendKey("r", BudgetUnit.COST_PER_DAY, name, LocalDate.parse("2026-11-20"));
    }

    private static Spend dollars(long amount) {
        return new Spend(BigDecimal.valueOf(amount), 0, 0);
    }

    private boolean isGranted(String pool) {
        return ledger.balance(pool(pool)).reserve(ONE, BigDecimal.TEN).granted();
    }

    private void fill() {
        for (int i = 0; i < Ledger.MOST; i++) {
            ledger.balance(pool("kept " + i));
        }
    }

    @Test
    void whatOthersSpentCountsInAPoolThatIsKept() {
        ledger.stored(pool("ann"), Spend.NONE, dollars(10));

        assertThat(isGranted("ann")).isFalse();
        assertThat(isGranted("bob")).isTrue();
    }

    @Test
    void whatOthersSpentInAPoolThatIsNotKeptDoesNotReplaceWhatAllThoseSpent() {
        fill();
        SpendKey shared = spend("ann", 10);
        ledger.stored(shared, dollars(10), dollars(10));
        assertThat(isGranted("bob")).as("they share a balance").isFalse();

        ledger.stored(pool("carl"), Spend.NONE, dollars(1));

        assertThat(isGranted("bob")).isFalse();
        assertThat(isGranted("carl")).isFalse();
    }

    @Test
    void whatOthersSpentInTheSharedPoolCounts() {
        fill();
        SpendKey shared = spend("ann", 1);
        ledger.stored(shared, dollars(1), dollars(1));

        ledger.stored(shared, Spend.NONE, dollars(10));

        assertThat(isGranted("bob")).isFalse();
    }

    /** @return under which name it is stored */
    private SpendKey spend(String pool, long amount) {
        Balance balance = ledger.balance(pool(pool));
        balance.settle(balance.reserve(ONE, BigDecimal.TEN), dollars(amount));
        return ledger.unstored(1).keySet().iterator().next();
    }
}
