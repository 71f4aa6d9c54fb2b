package aigateway.platform.signin;

import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.credential.Credential;
import java.util.Set;

/**
 * A person whose password was already checked. Only code inside the application can make one, which is why {@link
 * ConsoleAuthentication} believes it.
 *
 * @param name the user's name in the directory
 */
public record SignedIn(String name) implements Credential {

    CallerPrincipal principal() {
        return new CallerPrincipal(name);
    }

    /** Every role is looked up at each request from the configuration in force, so the session holds none. */
    Set<String> groups() {
        return Set.of("console");
    }
}
