package aigateway.otlp.metrics;

import java.util.Arrays;
import java.util.List;

/** What one series has come to. Not changed once it was given away. */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
record Tally(long count, double sum, long[] buckets) {

    static Tally empty(Instrument instrument) {
        return new Tally(0, 0, new long[instrument.bounds().size() + 1]);
    }

    /** A total that somebody else counted. */
    static Tally of(double total) {
        return new Tally((long) total, total, new long[1]);
    }

    /** A bucket takes its bound in. */
    Tally plus(double value, List<Double> bounds) {
        long[] added = buckets.clone();
        int bucket = 0;
        while (bucket < bounds.size() && value > bounds.get(bucket)) {
            bucket++;
        }
        added[bucket]++;
        return new Tally(count + 1, sum + value, added);
    }

    Tally minus(Tally earlier) {
        long[] rest = buckets.clone();
        Arrays.setAll(rest, i -> buckets[i] - earlier.buckets[i]);
        return new Tally(count - earlier.count, sum - earlier.sum, rest);
    }
}
