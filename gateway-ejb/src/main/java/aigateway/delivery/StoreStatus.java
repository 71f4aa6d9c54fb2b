package aigateway.delivery;

import java.util.OptionalLong;

/**
 * How it stands with the store of spans, which fares like an exporter: a message that it cannot keep is put aside.
 *
 * @param waiting messages that are still the broker's; empty where it does not tell
 * @param dead messages that were given up; where the broker does not count, 1,000 means that or more
 */
public record StoreStatus(OptionalLong waiting, long dead, DeliveryCount count) {

    /** Where an exporter has its name. No exporter can be called so. */
    public static final String NAME = ":store";
}
