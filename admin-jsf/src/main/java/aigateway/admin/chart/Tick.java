package aigateway.admin.chart;

/**
 * A mark on an axis.
 *
 * @param position percent of the axis, from the left or from the top
 */
public record Tick(String label, double position) {

    /** Marks at the ends must not stick out of the picture. */
    public String side() {
        return position < 3 ? "first" : position > 97 ? "last" : "";
    }
}
