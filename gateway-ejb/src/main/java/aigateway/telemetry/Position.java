package aigateway.telemetry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** A place in the order of spans: after it comes what is older. */
public record Position(long startNanos, String spanId) {

    private static final Pattern SPAN_ID = Pattern.compile("[0-9a-f]{16}");

    public static Position of(SpanRow row) {
        return new Position(Nanos.of(row.start()), row.spanId());
    }

    /** @throws IllegalArgumentException when it is none of ours */
    public static Position parse(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1);
            int colon = text.indexOf(':');
            String spanId = text.substring(colon + 1);
            if (!SPAN_ID.matcher(spanId).matches()) {
                throw new IllegalArgumentException("No span is called so");
            }
            return new Position(Long.parseLong(text.substring(0, colon)), spanId);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("The page token is none of ours", e);
        }
    }

    @Override
    public String toString() {
        String text = startNanos + ":" + spanId;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Nanoseconds since 1970, as OTLP counts time. */
    public static final class Nanos {

        private static final long SECOND = 1_000_000_000L;

        private Nanos() {}

        public static long of(Instant instant) {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano());
        }

        public static Instant instant(long nanos) {
            return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
        }
    }
}
