package aigateway.manifest.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person.
 *
 * @param name the e-mail address, or {@code admin}
 * @param displayName null: the name
 * @param issuer whose tokens may name this user; null: none, only passwords and keys of the gateway's own
 * @param password initial password for the console, mostly {@code env:NAME}; null: signs in elsewhere
 */
public record User(
        String type,
        String name,
        @Nullable String displayName,
        List<String> roles,
        @Nullable String issuer,
        @Nullable Secret password)
        implements Manifest {

    public static final String TYPE = "user";

    public User {
        roles = roles == null ? List.of("member") : List.copyOf(roles);
    }
}
