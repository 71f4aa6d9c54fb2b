package aigateway.routing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How targets have been answering. Two failures within two minutes put a target last, still usable, and so does being
 * slower than its route's cut-off over three minutes; when that has passed it is back by itself. A target that asked for a
 * pause gets it. Known by the model's name: what one route learns of a model, all do.
 */
public final class Health implements TargetStates {

    static final Duration FAILURE_WINDOW = Duration.ofMinutes(2);
    static final int LEAST_FAILURES = 2;
    static final Duration SLA_WINDOW = Duration.ofMinutes(3);

    /**
     * Nobody has limits that last longer, so what says more is a slip, a date of another year for one, and only a restart
     * would end such a rest.
     */
    static final Duration LONGEST_REST = Duration.ofDays(1);

    /** The pace that targets are chosen by: over so long, and over {@link Recent#MOST} requests at most. */
    static final Duration PACE_WINDOW = Duration.ofMinutes(20);

    /** Fewer requests than these tell nothing of a target's speed. */
    static final int LEAST_SAMPLES = 3;

    /** Models come and go with configurations; those in use are known again soon. */
    private static final int MOST_KEPT = 10_000;

    private final ConcurrentHashMap<String, TargetRecord> records = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public Health(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the status says that the target, not the request, is in trouble. */
    public static boolean isFailure(int status) {
        return status >= 500 || status == 429 || status == 401 || status == 403;
    }

    /**
     * @param pause how long the target asked to be left alone; zero when it did not
     */
    public void failed(Target target, Duration pause) {
        of(target).failed(pause.compareTo(LONGEST_REST) < 0 ? pause : LONGEST_REST);
    }

    /**
     * An answer that was heard to its end, or until the client had enough.
     *
     * @param millisPerToken {@code NaN} when it does not tell
     * @param firstTokenMillis {@code NaN} when it was no stream
     */
    public void answered(Target target, double millisPerToken, double firstTokenMillis) {
        of(target).answered(millisPerToken, firstTokenMillis);
    }

    @Override
    public Standing standing(Target target) {
        TargetRecord record = records.get(target.id());
        return record == null ? Standing.WELL : record.standing(target.slaCutoff());
    }

    @Override
    public double pace(Target target) {
        TargetRecord record = records.get(target.id());
        return record == null ? Double.NaN : record.pace();
    }

    /** By {@code account/model}, of those that were asked. */
    public Map<String, TargetFigures> figures() {
        Map<String, TargetFigures> figures = new HashMap<>();
        records.forEach((id, record) -> figures.put(id, record.figures()));
        return figures;
    }

    private TargetRecord of(Target target) {
        TargetRecord known = records.get(target.id());
        if (known != null) {
            return known;
        }
        if (records.size() >= MOST_KEPT) {
            records.clear();
        }
        return records.computeIfAbsent(target.id(), id -> new TargetRecord(clock));
    }
}
