package aigateway.web.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * What came over the network, as messages that are ready to be sent.
 *
 * @param messages each an {@code ExportTraceServiceRequest}
 */
record ForeignSpans(List<byte[]> messages, int count, int weight) implements Parcel {

    /** Two of these messages written one after the other are one message, so small ones travel together. */
    static List<byte[]> together(List<ForeignSpans> parcels, int size) {
        List<byte[]> all = new ArrayList<>();
        List<byte[]> gathered = new ArrayList<>();
        int sum = 0;
        for (ForeignSpans parcel : parcels) {
            for (byte[] message : parcel.messages) {
                if (sum > 0 && sum + message.length > size) {
                    all.add(joined(gathered, sum));
                    gathered.clear();
                    sum = 0;
                }
                gathered.add(message);
                sum += message.length;
            }
        }
        if (sum > 0) {
            all.add(joined(gathered, sum));
        }
        return all;
    }

    private static byte[] joined(List<byte[]> messages, int size) {
        if (messages.size() == 1) {
            return messages.get(0);
        }
        byte[] joined = new byte[size];
        int at = 0;
        for (byte[] message : messages) {
            System.arraycopy(message, 0, joined, at, message.length);
            at += message.length;
        }
        return joined;
    }
}
