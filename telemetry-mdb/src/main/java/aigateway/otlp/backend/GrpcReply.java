package aigateway.otlp.backend;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * What comes back of one gRPC call.
 *
 * @param status of HTTP, which says little
 * @param fields of the head and of the trailer, where gRPC's own status is
 */
record GrpcReply(int status, List<Header> fields, byte[] body) {

    Optional<String> field(String name) {
        return fields.stream()
                .filter(field -> field.getName().equalsIgnoreCase(name))
                .map(Header::getValue)
                .reduce((first, last) -> last);
    }

    /** Puts a reply together as it arrives. What is too long is cut: nobody says so much on purpose. */
    static final class Consumer implements AsyncResponseConsumer<GrpcReply> {

        private static final int LONGEST = 64 * 1024;

        private final List<Header> fields = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;
        private @Nullable FutureCallback<GrpcReply> whole;

        @Override
        public void consumeResponse(
                HttpResponse response,
                @Nullable EntityDetails entity,
                HttpContext context,
                FutureCallback<GrpcReply> callback) {
            status = response.getCode();
            fields.addAll(List.of(response.getHeaders()));
            whole = callback;
            if (entity == null) {
                complete();
            }
        }

        @Override
        public void informationResponse(HttpResponse response, HttpContext context) {
            // Says nothing about the call.
        }

        @Override
        public void updateCapacity(CapacityChannel channel) throws java.io.IOException {
            channel.update(LONGEST);
        }

        @Override
        public void consume(ByteBuffer bytes) {
            int wanted = Math.min(bytes.remaining(), LONGEST - body.size());
            byte[] taken = new byte[wanted];
            bytes.get(taken);
            body.writeBytes(taken);
            bytes.position(bytes.limit());
        }

        @Override
        public void streamEnd(@Nullable List<? extends Header> trailers) {
            if (trailers != null) {
                fields.addAll(trailers);
            }
            complete();
        }

        private void complete() {
            FutureCallback<GrpcReply> callback = whole;
            if (callback != null) {
                callback.completed(new GrpcReply(status, List.copyOf(fields), body.toByteArray()));
            }
        }

        @Override
        public void failed(Exception cause) {
            // The future says it.
        }

        @Override
        public void releaseResources() {
            body.reset();
        }
    }
}
