package aigateway.outbound;

import java.util.Locale;
import java.util.regex.Pattern;

/** The one way a host is written before it is compared. */
final class HostNames {

    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.|$)){4}(?<!\\.)");
    private static final Pattern NUMERIC_LAST_LABEL = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

    private HostNames() {}

    /** Lower case, without brackets, zone or the root's trailing dot. */
    static String normalize(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        while (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name;
    }

    static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || DOTTED_QUAD.matcher(host).matches();
    }

    /** {@code 2130706433}, {@code 0177.0.0.1}, {@code 0x7f.1}: an address whose reading depends on who reads it. */
    static boolean isAmbiguousNumber(String host) {
        return !isLiteral(host) && NUMERIC_LAST_LABEL.matcher(host).matches();
    }

    /** Names that mean this machine without being looked up. */
    static boolean isLocal(String host) {
        return host.equals("localhost") || host.endsWith(".localhost");
    }
}
