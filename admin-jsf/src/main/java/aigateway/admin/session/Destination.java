package aigateway.admin.session;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a person wanted to go before being asked to sign in; never out of the console. */
final class Destination {

    /** One slash, then nothing a browser could take for a host: no second slash, no backslash, no control character. */
    private static final Pattern INSIDE = Pattern.compile("/(?![/\\\\])[^\\\\\\p{Cntrl}]*");

    private Destination() {}

    static String of(@Nullable String to) {
        return to != null && INSIDE.matcher(to).matches() && !to.startsWith("/sign-in") ? to : "/";
    }
}
