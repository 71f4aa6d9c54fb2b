package aigateway.admin.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** SVG path data of a line that may be lifted from the paper. What stands alone is no line, and becomes a dot. */
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

    /** Through two points or more. */
    String line() {
        return data(stroke -> stroke.size() > 1, "");
    }

    /** Points without neighbours, as lines without a length: round ends make dots of them. */
    String dots() {
        return data(stroke -> stroke.size() == 1, "h0");
    }

    /** The area between the line and a level. */
    String closedAt(double y) {
        StringBuilder data = new StringBuilder();
        for (List<double[]> stroke : strokes) {
            if (stroke.size() > 1) {
                append(data, stroke);
                data.append(format("V%.2fH%.1fZ", y, stroke.get(0)[0]));
            }
        }
        return data.toString();
    }

    private String data(Predicate<List<double[]>> wanted, String end) {
        StringBuilder data = new StringBuilder();
        strokes.stream().filter(wanted).forEach(stroke -> {
            append(data, stroke);
            data.append(end);
        });
        return data.toString();
    }

    private static void append(StringBuilder data, List<double[]> stroke) {
        for (int i = 0; i < stroke.size(); i++) {
            double[] point = stroke.get(i);
            data.append(format("%s%.1f %.2f", i == 0 ? "M" : "L", point[0], point[1]));
        }
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
