package aigateway.admission;

import aigateway.call.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to.
 *
 * @param cost dollars; null when the price is unknown
 * @param refused another rule said no, so the call never happened: not even the request counts
 */
public record Settlement(Usage usage, @Nullable BigDecimal cost, boolean refused) {

    public static final Settlement REFUSED = new Settlement(Usage.NONE, BigDecimal.ZERO, true);

    public static Settlement of(Usage usage, @Nullable BigDecimal cost) {
        return new Settlement(usage, cost, false);
    }
}
