package aigateway.admin.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** SVG path data of a line that may be lifted from the paper. A lone point becomes a short stroke, or nobody saw it. */
final class Path {

    private final List<List<double[]>> strokes = new ArrayList<>();
    private boolean lifted = true;

    void to(double x, double y) {
        if (lifted) {
            strokes.add(new ArrayList<>());
            lifted = false;
        }
        strokes.get(strokes.size() - 1).add(new double[] {x, y});
    }

    void lift() {
        lifted = true;
    }

    boolean isEmpty() {
        return strokes.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder data = new StringBuilder();
        strokes.forEach(stroke -> append(data, stroke));
        return data.toString();
    }

    /** The area between the line and a level. */
    String closedAt(double y) {
        StringBuilder data = new StringBuilder();
        for (List<double[]> stroke : strokes) {
            append(data, stroke);
            data.append(format("V%.2fH%.1fZ", y, stroke.get(0)[0]));
        }
        return data.toString();
    }

    private static void append(StringBuilder data, List<double[]> stroke) {
        for (int i = 0; i < stroke.size(); i++) {
            double[] point = stroke.get(i);
            data.append(format("%s%.1f %.2f", i == 0 ? "M" : "L", point[0], point[1]));
        }
        if (stroke.size() == 1) {
            data.append(format("h%.1f", 1.5));
        }
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
