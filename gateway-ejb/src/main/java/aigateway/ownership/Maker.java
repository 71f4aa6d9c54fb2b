package aigateway.ownership;

import aigateway.identity.Caller;
import aigateway.identity.Subject;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whoever made an object, as the request that did told: rules on what it costs go by teams and labels, and what a token
 * or a header said no manifest knows later.
 *
 * @param teams null: not kept
 * @param labels of the request
 */
public record Maker(Subject subject, @Nullable Set<String> teams, Map<String, String> labels) {

    /** As the column has it: the most labels that a request may have always fit. */
    private static final int LONGEST = 131_072;

    private static final JsonMapper JSON = new JsonMapper();

    private record Kept(Set<String> teams, Map<String, String> labels) {}

    public Maker {
        teams = teams == null ? null : Set.copyOf(teams);
        labels = Map.copyOf(labels);
    }

    public static Maker of(Caller caller, Map<String, String> labels) {
        return new Maker(caller.subject(), caller.teams(), labels);
    }

    static Maker of(Subject subject, @Nullable String kept) {
        if (kept == null) {
            return new Maker(subject, null, Map.of());
        }
        try {
            Kept with = JSON.readValue(kept, Kept.class);
            return new Maker(subject, with.teams(), with.labels());
        } catch (JsonProcessingException notOurs) {
            throw new UncheckedIOException(notOurs);
        }
    }

    /** What is kept besides its name; null where that is more than anyone has room for. */
    @Nullable
    String kept() {
        if (teams == null) {
            return null;
        }
        try {
            String kept = JSON.writeValueAsString(new Kept(teams, labels));
            return kept.length() > LONGEST ? null : kept;
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
