package aigateway.admission;

import aigateway.call.ModelNames;
import aigateway.call.Usage;
import aigateway.manifest.type.When;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to.
 *
 * @param cost dollars; null when the price is unknown
 * @param target {@code account/model} of what answered; null where nothing did
 * @param refused another rule said no, so the call never happened: not even the request counts
 */
public record Settlement(Usage usage, @Nullable BigDecimal cost, @Nullable String target, boolean refused) {

    public static final Settlement REFUSED = new Settlement(Usage.NONE, BigDecimal.ZERO, null, true);

    public static Settlement of(Usage usage, @Nullable BigDecimal cost) {
        return new Settlement(usage, cost, null, false);
    }

    /** The same, of a model that answered. */
    public Settlement by(String model) {
        return new Settlement(usage, cost, model, refused);
    }

    /**
     * Whether a rule that let the call in counts it in one of its pools: not one that names only models that might have
     * answered, and did not, and not in such a model's pool.
     */
    public boolean countsOn(When when, Pooling.Pool pool, ModelNames names) {
        return !refused
                && (target == null
                        || (when.models().isEmpty()
                                        || when.namesModel(names.own())
                                        || when.models().contains(target))
                                && (pool.model() == null
                                        || names.own().contains(pool.model())
                                        || target.equals(pool.model())));
    }
}
