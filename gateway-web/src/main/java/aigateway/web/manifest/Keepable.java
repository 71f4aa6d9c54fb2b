package aigateway.web.manifest;

import aigateway.call.GatewayException;
import java.time.DateTimeException;
import java.time.Instant;

/** Texts and times of requests, as far as every database can keep them: what is beyond is told by its name. */
final class Keepable {

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Keepable() {}

    /**
     * PostgreSQL knows no NUL, not even to look for it.
     *
     * @param what {@code Field} or {@code Parameter}
     */
    static String text(String what, String name, String text) {
        if (text.indexOf('\0') >= 0) {
            throw GatewayException.badRequest(what + " '" + name + "' must not have the character U+0000.", name);
        }
        return text;
    }

    /**
     * Of the years that are written with four digits: what is kept counts milliseconds in 64 bits.
     *
     * @param what {@code Field} or {@code Parameter}
     */
    static Instant time(String what, String name, String text) {
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(Instant.EPOCH) && time.isBefore(END)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        throw GatewayException.badRequest(
                what + " '" + name + "' must be a time of the years 1970 to 9999, such as 2030-01-31T00:00:00Z.", name);
    }
}
