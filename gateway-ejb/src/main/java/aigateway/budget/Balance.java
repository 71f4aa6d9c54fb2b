package aigateway.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One pool of a budget in one period, in memory: what the database has, what it does not have yet, and what calls in
 * progress may still need. Any number of threads may use it at once.
 */
final class Balance {

    private final BudgetUnit unit;
    private Spend stored = Spend.NONE;
    private Spend unstored = Spend.NONE;
    private BigDecimal reserved = BigDecimal.ZERO;
    private int open;
    private boolean overdrawing;

    Balance(BudgetUnit unit) {
        this.unit = unit;
    }

    /**
     * What a call asks for.
     *
     * @param amount the most it can come to; null when nobody knows
     * @param bounded it cannot come to more; otherwise the amount is a guess
     * @param blocking whether the budget may refuse
     */
    record Claim(@Nullable BigDecimal amount, boolean bounded, boolean blocking) {}

    /**
     * The answer to {@link #reserve}.
     *
     * @param reserved to be handed to {@link #settle}
     * @param overdraft the call may need more than was left
     * @param remaining of the limit, after this
     * @param held it was refused only because of calls in progress
     */
    record Reservation(boolean granted, BigDecimal reserved, boolean overdraft, BigDecimal remaining, boolean held) {}

    /**
     * Sets aside the most a call can come to. When a call's length is only guessed and the guess is more than what is
     * left, the call gets all that is left, one such call at a time, so that a small budget stays usable.
     */
    synchronized Reservation reserve(Claim claim, BigDecimal limit) {
        BigDecimal unspent = limit.subtract(spent());
        BigDecimal free = unspent.subtract(reserved);
        BigDecimal needed = claim.amount() == null ? BigDecimal.ZERO : claim.amount();
        if (!claim.blocking() || (free.signum() > 0 && needed.compareTo(free) <= 0)) {
            return grant(needed, false, free);
        }
        if (!claim.bounded() && free.signum() > 0 && !overdrawing) {
            return grant(free, true, free);
        }
        boolean held = claim.bounded() ? unspent.signum() > 0 && needed.compareTo(unspent) <= 0 : unspent.signum() > 0;
        return new Reservation(false, BigDecimal.ZERO, false, free.max(BigDecimal.ZERO), held);
    }

    private Reservation grant(BigDecimal amount, boolean overdraft, BigDecimal free) {
        reserved = reserved.add(amount);
        open++;
        overdrawing |= overdraft;
        return new Reservation(true, amount, overdraft, free.subtract(amount).max(BigDecimal.ZERO), false);
    }

    /** Turns a reservation into what the call came to. */
    synchronized void settle(Reservation reservation, Spend real) {
        reserved = reserved.subtract(reservation.reserved());
        open--;
        if (reservation.overdraft()) {
            overdrawing = false;
        }
        unstored = unstored.plus(real);
    }

    private BigDecimal spent() {
        return stored.in(unit).add(unstored.in(unit));
    }

    /** What the database does not have yet, a batch on its way there included. */
    synchronized Spend unstored() {
        return unstored;
    }

    /** What the database has now, told after a batch arrived or another node wrote. */
    synchronized void stored(Spend added, Spend total) {
        unstored = unstored.minus(added);
        stored = total;
    }

    synchronized boolean isIdle() {
        return open == 0 && unstored.isNone();
    }
}
