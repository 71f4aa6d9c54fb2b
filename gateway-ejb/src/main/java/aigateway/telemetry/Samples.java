package aigateway.telemetry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Measured values, of which some stand for all. */
public final class Samples {

    private double[] values = new double[16];
    private int size;
    private boolean sorted = true;

    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
        sorted = false;
    }

    /**
     * @param fraction 0.5 for the median
     * @return between the two values nearest to it; null when there are none
     */
    @Nullable
    public Double percentile(double fraction) {
        if (size == 0) {
            return null;
        }
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
        double position = fraction * (size - 1);
        int below = (int) position;
        int above = Math.min(below + 1, size - 1);
        return values[below] + (values[above] - values[below]) * (position - below);
    }
}
