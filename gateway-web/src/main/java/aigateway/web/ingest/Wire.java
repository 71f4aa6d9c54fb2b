package aigateway.web.ingest;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of protobuf's bytes that holds a message, and where its fields are. A request is taken apart this way down to
 * its spans, so that one span at a time is an object and not a hundred thousand.
 */
record Wire(byte[] bytes, int from, int to) {

    /** What it holds of one field. */
    record Field(int number, Wire content) {}

    static Wire of(byte[] bytes) {
        return new Wire(bytes, 0, bytes.length);
    }

    int length() {
        return to - from;
    }

    /** Texts, bytes and messages, in their order; numbers are passed over. */
    List<Field> fields() throws IOException {
        List<Field> fields = new ArrayList<>();
        CodedInputStream in = stream();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                int length = in.readRawVarint32();
                int start = from + in.getTotalBytesRead();
                in.skipRawBytes(length);
                fields.add(new Field(WireFormat.getTagFieldNumber(tag), new Wire(bytes, start, start + length)));
            } else if (!in.skipField(tag)) {
                throw new InvalidProtocolBufferException("a group ends that did not begin");
            }
        }
        return fields;
    }

    CodedInputStream stream() {
        return CodedInputStream.newInstance(bytes, from, length());
    }
}
