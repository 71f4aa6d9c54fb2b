package aigateway.web.manifest;

import aigateway.call.GatewayException;
import org.jspecify.annotations.Nullable;

/** Yes or no of a query. What is neither is told by its name: taken for no, a trial would be the real thing. */
final class Flag {

    private Flag() {}

    /** @param text null when it is not there, which is no; empty when it has no value, which is yes */
    static boolean of(String name, @Nullable String text) {
        if (text == null || text.equalsIgnoreCase("false")) {
            return false;
        }
        if (text.isEmpty() || text.equalsIgnoreCase("true")) {
            return true;
        }
        throw GatewayException.badRequest("Parameter '" + name + "' must be true or false.", name);
    }
}
