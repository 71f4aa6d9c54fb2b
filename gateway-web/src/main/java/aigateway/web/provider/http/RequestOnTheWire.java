package aigateway.web.provider.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** A request as it is written, at the speed a vendor reads it. */
final class RequestOnTheWire {

    private final BasicHttpRequest head;
    private final @Nullable EntityDetails details;
    private final ByteBuffer body;
    private boolean begun;
    private boolean ended;

    RequestOnTheWire(UpstreamRequest request) {
        head = new BasicHttpRequest(request.method(), request.uri());
        request.headers().forEach(head::addHeader);
        body = ByteBuffer.wrap(request.body());
        details = body.hasRemaining() ? new BasicEntityDetails(body.remaining(), type(request.contentType())) : null;
        ended = details == null;
    }

    private static ContentType type(String name) {
        return name.equals(UpstreamRequest.JSON) ? ContentType.APPLICATION_JSON : ContentType.parseLenient(name);
    }

    HttpHost host() {
        return new HttpHost(head.getScheme(), head.getAuthority());
    }

    void begin(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        begun = true;
        channel.sendRequest(head, details, context);
    }

    int available() {
        return body.remaining();
    }

    void write(DataStreamChannel channel) throws IOException {
        if (body.hasRemaining()) {
            channel.write(body);
        }
        if (!body.hasRemaining() && !ended) {
            ended = true;
            channel.endStream();
        }
    }

    /** Whether somebody may have got something of it. */
    boolean hasBegun() {
        return begun;
    }

    /** An answer may come before. */
    boolean isSent() {
        return ended;
    }
}
