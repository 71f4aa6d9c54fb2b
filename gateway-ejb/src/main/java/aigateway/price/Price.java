package aigateway.price;

import aigateway.call.Usage;
import java.math.BigDecimal;

/** What a model charges. Immutable; a catalogue entry or an account's own {@code cost}. */
public interface Price {

    /** @return dollars, exact */
    BigDecimal cost(Usage usage);
}
