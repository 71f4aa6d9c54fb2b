package aigateway.admin.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A picture of some series over time, as shapes in a box of 1000 by 100 that the page stretches. The page draws it, so
 * that everything in it is escaped like all other text.
 *
 * @param summary the picture in words, for who cannot see it
 * @param tips one text for each step, shown under the cursor
 */
public record Chart(
        List<Shape> shapes, List<Tick> valueTicks, List<Tick> timeTicks, List<String> tips, String summary) {

    private static final double WIDTH = 1000;

    /**
     * @param style {@code line}, {@code dot}, {@code area} or {@code column}
     * @param path SVG path data
     */
    public record Shape(String style, int colour, String path) {}

    /** How values are counted and written. */
    public record Unit(double smallestStep, DoubleFunction<String> format) {}

    /** Tips as the page's script reads them. */
    public String tipsAsJson() {
        StringBuilder json = new StringBuilder("[");
        for (String tip : tips) {
            json.append(json.length() > 1 ? "," : "").append('"');
            tip.chars().forEach(c -> {
                if (c < ' ' || c == '"' || c == '\\') {
                    json.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    json.append((char) c);
                }
            });
            json.append('"');
        }
        return json.append(']').toString();
    }

    /** One line for each series; where nothing was measured the line breaks. */
    public static Chart lines(TimeAxis time, List<Series> series, Unit unit) {
        ValueAxis axis =
                new ValueAxis(series.stream().mapToDouble(Series::max).max().orElse(0), unit.smallestStep());
        List<Shape> shapes = new ArrayList<>();
        for (Series one : series) {
            Path line = new Path();
            for (int i = 0; i < time.steps(); i++) {
                Double value = one.at(i);
                if (value == null) {
                    line.lift();
                } else {
                    line.to(center(time, i), axis.position(value));
                }
            }
            if (series.size() == 1) {
                add(shapes, "area", one.colour(), line.closedAt(100));
            }
            add(shapes, "line", one.colour(), line.line());
            add(shapes, "dot", one.colour(), line.dots());
        }
        return picture(time, series, unit, axis, shapes);
    }

    /** Columns, each series on top of the one before. */
    public static Chart columns(TimeAxis time, List<Series> series, Unit unit) {
        double greatest = 0;
        for (int i = 0; i < time.steps(); i++) {
            int step = i;
            greatest = Math.max(
                    greatest, series.stream().mapToDouble(it -> it.orZero(step)).sum());
        }
        List<Shape> shapes = new ArrayList<>();
        ValueAxis axis = new ValueAxis(greatest, unit.smallestStep());
        double[] floor = new double[time.steps()];
        double width = WIDTH / time.steps();
        for (Series one : series) {
            StringBuilder path = new StringBuilder();
            for (int i = 0; i < floor.length; i++) {
                double value = one.orZero(i);
                if (value > 0) {
                    double bottom = axis.position(floor[i]);
                    floor[i] += value;
                    path.append(Path.format(
                            "M%.1f %.2fH%.1fV%.2fH%.1fZ",
                            (i + 0.12) * width,
                            bottom,
                            (i + 0.88) * width,
                            axis.position(floor[i]),
                            (i + 0.12) * width));
                }
            }
            add(shapes, "column", one.colour(), path.toString());
        }
        return picture(time, series, unit, axis, shapes);
    }

    private static void add(List<Shape> shapes, String style, int colour, String path) {
        if (!path.isEmpty()) {
            shapes.add(new Shape(style, colour, path));
        }
    }

    private static double center(TimeAxis time, int index) {
        return (index + 0.5) * WIDTH / time.steps();
    }

    private static Chart picture(TimeAxis time, List<Series> series, Unit unit, ValueAxis axis, List<Shape> shapes) {
        List<String> tips = new ArrayList<>();
        for (int i = 0; i < time.steps(); i++) {
            StringBuilder tip = new StringBuilder(time.name(i));
            for (Series one : series) {
                Double value = one.at(i);
                tip.append('\n')
                        .append(one.name())
                        .append("  ")
                        .append(value == null ? "–" : unit.format().apply(value));
            }
            tips.add(tip.toString());
        }
        StringBuilder summary = new StringBuilder();
        for (Series one : series) {
            summary.append(one.name())
                    .append(", highest ")
                    .append(unit.format().apply(one.max()))
                    .append(". ");
        }
        return new Chart(
                List.copyOf(shapes), axis.ticks(unit.format()), time.ticks(), List.copyOf(tips), summary.toString());
    }
}
