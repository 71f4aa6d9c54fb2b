package aigateway.web.telemetry;

/** Spans that wait for the broker together. */
sealed interface Parcel permits CallTrace, ForeignSpans {

    /** Bytes in memory and on the wire, about. */
    int weight();

    /** Spans in it. */
    int count();
}
