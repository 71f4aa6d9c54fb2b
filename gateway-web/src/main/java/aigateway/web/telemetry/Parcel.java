package aigateway.web.telemetry;

/** Telemetry that waits for the broker together. */
sealed interface Parcel permits CallTrace, ForeignSpans, ForeignMetrics {

    /** Bytes in memory and on the wire, about. */
    int weight();

    /** Spans in it. */
    int count();
}
