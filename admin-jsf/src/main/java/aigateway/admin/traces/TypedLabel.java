package aigateway.admin.traces;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A label as it is typed: {@code name=value}. */
record TypedLabel(String name, String value) {

    static Optional<TypedLabel> read(@Nullable String typed) {
        int equals = typed == null ? -1 : typed.indexOf('=');
        return typed == null || equals <= 0
                ? Optional.empty()
                : Optional.of(new TypedLabel(
                        typed.substring(0, equals).strip(),
                        typed.substring(equals + 1).strip()));
    }
}
