package aigateway.admin.routing;

import aigateway.admin.format.Amount;
import aigateway.manifest.type.SlaCutoff;
import aigateway.routing.Standing;
import aigateway.routing.TargetFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a target stands, in words.
 *
 * @param until whoever rests does until then; null: there is no end to tell
 * @param figures that say why; may be empty
 */
public record TargetState(String words, String tone, @Nullable Instant until, String figures) {

    static TargetState of(TargetFigures seen, @Nullable SlaCutoff cutoff) {
        Standing standing = seen.standing(cutoff);
        String figures = figures(seen);
        return switch (standing) {
            case RESTING -> new TargetState("resting until", "warn", seen.restsUntil(), figures);
            case FAILING -> new TargetState("last, it fails", "bad", null, figures);
            case SLOW -> new TargetState("last, past its cut-off", "warn", null, figures);
            case WELL -> figures.isEmpty()
                    ? new TargetState("not asked lately", "", null, "")
                    : new TargetState("healthy", "ok", null, figures);
        };
    }

    private static String figures(TargetFigures seen) {
        List<String> parts = new ArrayList<>();
        double pace = Double.isNaN(seen.recentPace()) ? seen.pace() : seen.recentPace();
        if (!Double.isNaN(pace)) {
            parts.add(Amount.millis(pace) + " a token");
        }
        if (!Double.isNaN(seen.recentFirstToken())) {
            parts.add("first token after " + Amount.millis(seen.recentFirstToken()));
        }
        if (parts.isEmpty() && seen.answers() > 0) {
            parts.add(seen.answers() + (seen.answers() == 1 ? " answer" : " answers"));
        }
        if (seen.failures() > 0) {
            parts.add(seen.failures() + (seen.failures() == 1 ? " failure" : " failures") + " in two minutes");
        }
        return String.join(" · ", parts);
    }
}
