package aigateway.budget;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The balances of this node, in memory. Requests change them; {@link Bookkeeping} carries them to the database and back. */
public final class Ledger {

    /** Balances kept; further pools of a rule share one, and what they spend here is stored as that one's. */
    static final int MOST = 100_000;

    private static final String OVERFLOW = "…";

    private final Map<SpendKey, Balance> balances = new ConcurrentHashMap<>();

    Balance balance(SpendKey key) {
        Balance known = balances.get(key);
        if (known != null) {
            return known;
        }
        return balances.computeIfAbsent(kept(key), it -> new Balance(it.unit()));
    }

    private SpendKey kept(SpendKey key) {
        return balances.containsKey(key) || balances.size() < MOST
                ? key
                : new SpendKey(key.ruleId(), key.unit(), OVERFLOW, key.periodStart());
    }

    /** What the database does not have yet, at most so many balances of it. */
    Map<SpendKey, Spend> unstored(int most) {
        Map<SpendKey, Spend> result = new TreeMap<>();
        for (Map.Entry<SpendKey, Balance> entry : balances.entrySet()) {
            Spend unstored = entry.getValue().unstored();
            if (!unstored.isNone() && result.size() < most) {
                result.put(entry.getKey(), unstored);
            }
        }
        return result;
    }

    void stored(SpendKey key, Spend added, Spend total) {
        if (added.isNone() && !kept(key).equals(key)) {
            // What one pool has come to is not what all have that share its balance.
            return;
        }
        balance(key).stored(added, total);
    }

    /** Forgets periods that ended some time ago. */
    void forgetBefore(Instant moment) {
        balances.entrySet()
                .removeIf(entry -> entry.getKey()
                                .unit()
                                .period()
                                .endOf(entry.getKey().periodStart())
                                .isBefore(moment)
                        && entry.getValue().isIdle());
    }
}
