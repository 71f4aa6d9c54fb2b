package aigateway.admin.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of figures, a value for each step of time.
 *
 * @param colour of the palette, 1 to 6
 * @param values null where nothing was measured
 */
public record Series(String name, int colour, List<@Nullable Double> values) {

    public Series {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    @Nullable
    Double at(int index) {
        return values.get(index);
    }

    double orZero(int index) {
        Double value = values.get(index);
        return value == null ? 0 : value;
    }

    double max() {
        double max = 0;
        for (int i = 0; i < values.size(); i++) {
            max = Math.max(max, orZero(i));
        }
        return max;
    }
}
