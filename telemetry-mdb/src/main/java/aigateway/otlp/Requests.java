package aigateway.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;

/** What one exporter makes of the messages that wait for it: one request. */
interface Requests {

    Message request(List<byte[]> messages) throws InvalidProtocolBufferException;

    /** Spans or points in a request. */
    long count(Message request);
}
