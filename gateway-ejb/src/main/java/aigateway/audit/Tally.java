package aigateway.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often the same denial happened since it did first.
 *
 * @param detail of the first
 * @param row of the database that counts them; null while there is none
 * @param written how many of them it has
 */
record Tally(Instant first, Instant last, long times, @Nullable String detail, @Nullable Long row, long written) {

    static Tally begin(Instant now, @Nullable String detail) {
        return new Tally(now, now, 1, detail == null ? null : Texts.cut(detail, Texts.MAX_DETAIL), null, 0);
    }

    Tally again(Instant now) {
        return new Tally(first, now, times + 1, detail, row, written);
    }

    /** What came since the other was read stays to be written. */
    Tally written(Tally asItWas, long id) {
        return new Tally(first, last, times, detail, id, asItWas.times);
    }

    /** What no row counts yet, null when that is nothing: the row there is stays as it is. */
    @Nullable
    Tally unwritten() {
        if (isWritten()) {
            return null;
        }
        return row == null ? this : new Tally(last, last, times - written, detail, null, 0);
    }

    boolean isWritten() {
        return times == written;
    }
}
