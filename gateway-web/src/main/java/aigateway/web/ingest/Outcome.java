package aigateway.web.ingest;

import aigateway.web.telemetry.OtlpBuffer;

/**
 * What became of a request that was taken.
 *
 * @param rejected spans, points or records that were not
 * @param message why, for whoever sent them; empty when all were
 */
public record Outcome(long rejected, String message) {

    static final Outcome EVERYTHING = new Outcome(0, "");

    boolean isPartial() {
        return rejected > 0 || !message.isEmpty();
    }

    /** {@code ExportTraceServiceResponse}; the answers to all signals have one shape. */
    public byte[] protobuf() {
        OtlpBuffer out = new OtlpBuffer(64);
        if (isPartial()) {
            int partial = out.open(1);
            out.number(1, rejected);
            out.text(2, message);
            out.close(partial);
        }
        return out.toByteArray();
    }
}
