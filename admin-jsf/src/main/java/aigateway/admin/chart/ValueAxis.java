package aigateway.admin.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** From zero to a round number that is not below the greatest value, in two to four round steps. */
final class ValueAxis {

    private static final int MOST_STEPS = 4;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    private final double step;
    private final int steps;

    /**
     * @param smallestStep 1 for things that are counted, 0 for measures
     */
    ValueAxis(double greatest, double smallestStep) {
        double top = greatest > 0 ? greatest : Math.max(1, smallestStep);
        this.step = Math.max(smallestStep, roundStep(top / MOST_STEPS));
        this.steps = Math.max(1, (int) Math.ceil(top / step - 1e-9));
    }

    private static double roundStep(double least) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : ROUND) {
            if (factor * magnitude >= least * (1 - 1e-9)) {
                return factor * magnitude;
            }
        }
        return 10 * magnitude;
    }

    double top() {
        return step * steps;
    }

    /** 0 at the top, 100 at the bottom, as SVG counts. */
    double position(double value) {
        return 100 - 100 * value / top();
    }

    List<Tick> ticks(DoubleFunction<String> format) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            ticks.add(new Tick(format.apply(step * i), position(step * i)));
        }
        return ticks;
    }
}
