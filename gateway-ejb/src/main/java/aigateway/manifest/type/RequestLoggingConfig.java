package aigateway.manifest.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code gateway-logging-config}: what of requests is told. Decided before a span leaves the process.
 *
 * @param maxLength bytes of one text; null: as long as texts may be
 * @param redaction what is taken out of everything that is told
 * @param rules read in order; the first that matches applies
 */
public record RequestLoggingConfig(
        String type, String name, @Nullable Integer maxLength, List<Redacted> redaction, List<Rule> rules)
        implements Manifest {

    public static final String TYPE = "gateway-logging-config";

    /** The longest that a text may be, and is without a manifest. */
    public static final int LONGEST = 256 * 1024;

    /** Inputs and outputs are told, are not, or are unless the request's header says no. */
    public enum Content {
        ALWAYS,
        NEVER,
        AS_ASKED
    }

    /**
     * Either a preset or a pattern.
     *
     * @param pattern in RE2's syntax, which takes no longer than its text is long
     * @param replacement null: the id in brackets
     */
    public record Redacted(
            String id, @Nullable String preset, @Nullable String pattern, @Nullable String replacement) {}

    /**
     * @param content {@code always}, {@code never} or {@code as_asked}
     * @param tracingProject fully qualified name of where these go, unless the request names a project
     */
    public record Rule(String id, When when, String content, @Nullable String tracingProject) {

        public Rule {
            when = when == null ? When.ALWAYS : when;
            content = content == null ? "as_asked" : content;
        }

        public Content told() {
            return switch (content) {
                case "always" -> Content.ALWAYS;
                case "never" -> Content.NEVER;
                default -> Content.AS_ASKED;
            };
        }
    }

    public RequestLoggingConfig {
        redaction = redaction == null ? List.of() : List.copyOf(redaction);
        rules = rules == null ? List.of() : List.copyOf(rules);
    }
}
