package aigateway.web.telemetry;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of spans.
 *
 * @param published the broker has them
 * @param dropped nobody will have them
 * @param failures attempts, not spans: how often the broker did not take what it was offered
 */
record Counts(LongAdder published, LongAdder dropped, LongAdder failures) {

    Counts() {
        this(new LongAdder(), new LongAdder(), new LongAdder());
    }
}
