package aigateway.web.metrics;

import aigateway.call.GatewayException;
import aigateway.web.identity.RequestKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an operator wants to be shown before the figures are. */
final class MetricsToken {

    /** Everybody may read. */
    static final MetricsToken NONE = new MetricsToken("");

    private final byte[] wanted;

    /** @param wanted empty for nothing */
    MetricsToken(String wanted) {
        this.wanted = wanted.getBytes(StandardCharsets.UTF_8);
    }

    /** @param headers the values of a header by its name */
    boolean opensTo(Function<String, @Nullable List<String>> headers) {
        if (wanted.length == 0) {
            return true;
        }
        try {
            String shown = RequestKey.of(headers);
            return shown != null && MessageDigest.isEqual(wanted, shown.getBytes(StandardCharsets.UTF_8));
        } catch (GatewayException twoKeys) {
            return false;
        }
    }
}
