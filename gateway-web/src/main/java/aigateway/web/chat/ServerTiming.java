package aigateway.web.chat;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where the time of an answer went, for the header {@code server-timing}.
 *
 * @param authMillis what it took to know the caller; negative where nobody looked
 * @see <a href="https://www.w3.org/TR/server-timing/">W3C: Server Timing</a>
 */
record ServerTiming(double authMillis) {

    /** Of what nobody asked for. */
    static final ServerTiming NONE = new ServerTiming(-1);

    private static final double NANOS_A_MILLI = 1e6;

    static ServerTiming of(HttpServletRequest http) {
        return new ServerTiming(
                http.getAttribute(aigateway.web.call.RequestCaller.TOOK_NANOS) instanceof Long nanos
                        ? nanos / NANOS_A_MILLI
                        : -1);
    }

    String header(double limitsMillis, double modelMillis) {
        return (authMillis < 0 ? "" : step("auth", authMillis) + ", ")
                + step("limits", limitsMillis)
                + ", "
                + step("model", modelMillis);
    }

    /** Hundredths of a millisecond: the gateway's own steps take that long. */
    private static String step(String name, double millis) {
        return name + ";dur=" + Math.round(millis * 100) / 100.0;
    }
}
