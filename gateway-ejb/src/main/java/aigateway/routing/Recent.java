package aigateway.routing;

/** The last hundred figures of one kind, each with its time. Guarded by whoever owns it. */
final class Recent {

    static final int MOST = 100;

    private final long[] times = new long[MOST];
    private final double[] figures = new double[MOST];
    private int next;
    private int size;

    void add(long now, double figure) {
        times[next] = now;
        figures[next] = figure;
        next = (next + 1) % MOST;
        size = Math.min(size + 1, MOST);
    }

    /** How many there were in the stretch of time that ends now. */
    int count(long now, long lengthMillis) {
        int count = 0;
        for (int back = 1; back <= size; back++) {
            if (isWithin(times[at(back)], now, lengthMillis)) {
                count++;
            }
        }
        return count;
    }

    /** Their mean; {@code NaN} when there were fewer than that. */
    double mean(long now, long lengthMillis, int least) {
        double sum = 0;
        int count = 0;
        for (int back = 1; back <= size; back++) {
            int at = at(back);
            if (isWithin(times[at], now, lengthMillis)) {
                sum += figures[at];
                count++;
            }
        }
        return count < least || count == 0 ? Double.NaN : sum / count;
    }

    /** What is later than now was written before the clock was set back, and tells nothing any more. */
    private static boolean isWithin(long time, long now, long lengthMillis) {
        return time <= now && now - time < lengthMillis;
    }

    private int at(int back) {
        return (next - back + MOST) % MOST;
    }
}
