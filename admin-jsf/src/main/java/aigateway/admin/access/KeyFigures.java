package aigateway.admin.access;

import aigateway.identity.AccessKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list says of somebody's keys.
 *
 * @param working keys that work now
 */
record KeyFigures(long working, @Nullable Instant lastUsed) {

    /** @param other when something else was last used that stands for the same caller */
    static KeyFigures of(Collection<AccessKey> keys, Optional<Instant> other, Instant now) {
        return new KeyFigures(
                keys.stream().filter(key -> key.isActive(now)).count(),
                Stream.concat(keys.stream().map(AccessKey::lastUsedAt).filter(Objects::nonNull), other.stream())
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }
}
