package aigateway.web.telemetry;

import java.util.List;

/**
 * Metrics that an application sent, on their way to those who want metrics.
 *
 * @param message an {@code ExportMetricsServiceRequest}
 * @param queues by the names under which exporters' messages wait
 */
record ForeignMetrics(byte[] message, List<String> queues) implements Parcel {

    @Override
    public int weight() {
        return message.length;
    }

    @Override
    public int count() {
        return 0;
    }
}
