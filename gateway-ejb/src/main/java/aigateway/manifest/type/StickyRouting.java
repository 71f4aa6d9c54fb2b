package aigateway.manifest.type;

import java.util.List;

/**
 * Keeps the requests of a session with one target, for as long as it is well.
 *
 * @param ttlSeconds from a session's first request until it is drawn again
 * @param sessionIdentifiers what a session is told by, all together; a request that has none of them is of no session
 */
public record StickyRouting(Integer ttlSeconds, List<SessionIdentifier> sessionIdentifiers) {

    public static final int MAX_TTL_SECONDS = 86_400;

    /**
     * @param source {@link #HEADERS} or {@link #METADATA}
     * @param key name of the header, or of the label in {@code x-tfy-metadata}
     */
    public record SessionIdentifier(String source, String key) {

        public static final String HEADERS = "headers";
        public static final String METADATA = "metadata";
        public static final List<String> SOURCES = List.of(HEADERS, METADATA);
    }

    public StickyRouting {
        sessionIdentifiers = sessionIdentifiers == null ? List.of() : List.copyOf(sessionIdentifiers);
    }
}
