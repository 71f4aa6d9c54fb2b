package aigateway.admin.delivery;

import aigateway.delivery.DeliveryCount;
import aigateway.delivery.ExporterStatus;
import aigateway.delivery.StoreStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somewhere that spans are brought to: the store, or an exporter's backend.
 *
 * @param name what it is kept under
 * @param endpoint null for the store, and for an exporter that no manifest names any more
 * @param waiting messages; null where the broker does not tell
 * @param dead messages that were given up
 */
public record Place(String name, @Nullable String endpoint, @Nullable Long waiting, long dead, DeliveryCount count) {

    static Place of(ExporterStatus status) {
        return new Place(status.name(), status.endpoint(), status.waiting(), status.dead(), status.count());
    }

    static Place of(StoreStatus status) {
        return new Place(
                StoreStatus.NAME,
                null,
                status.waiting().isPresent() ? (Long) status.waiting().getAsLong() : null,
                status.dead(),
                status.count());
    }

    public boolean isStore() {
        return name.equals(StoreStatus.NAME);
    }

    /** As people call it. */
    public String title() {
        return title(name);
    }

    static String title(String name) {
        return name.equals(StoreStatus.NAME) ? "The store of this console" : name;
    }

    /** {@code ok}, {@code warn} while it fails, {@code bad} when something was given up. */
    public String tone() {
        if (dead > 0) {
            return "bad";
        }
        return isFailing() ? "warn" : "ok";
    }

    public String state() {
        if (endpoint == null && !isStore()) {
            return "removed";
        } else if (isFailing()) {
            return "failing, tried again";
        } else if (count.deliveredAt() == null) {
            return "nothing yet";
        }
        return isStore() ? "keeps" : "delivers";
    }

    private boolean isFailing() {
        Instant failed = count.errorAt();
        Instant delivered = count.deliveredAt();
        return failed != null && (delivered == null || failed.isAfter(delivered));
    }
}
