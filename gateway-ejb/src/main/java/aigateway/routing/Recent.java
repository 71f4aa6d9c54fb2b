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
        int at = next;
        for (int left = size; left > 0; left--) {
            at = before(at);
            if (isTooOld(times[at], now, lengthMillis)) {
                break;
            }
            count += times[at] <= now ? 1 : 0;
        }
        return count;
    }

    /** Their mean; {@code NaN} when there were fewer than that. */
    double mean(long now, long lengthMillis, int least) {
        double sum = 0;
        int count = 0;
        int at = next;
        for (int left = size; left > 0; left--) {
            at = before(at);
            if (isTooOld(times[at], now, lengthMillis)) {
                break;
            }
            // What is later than now was written before the clock was set back, and tells nothing any more.
            if (times[at] <= now) {
                sum += figures[at];
                count++;
            }
        }
        return count < Math.max(1, least) ? Double.NaN : sum / count;
    }

    private static int before(int at) {
        return at == 0 ? MOST - 1 : at - 1;
    }

    /** So is whatever came before it. */
    private static boolean isTooOld(long time, long now, long lengthMillis) {
        return now - time >= lengthMillis;
    }
}
