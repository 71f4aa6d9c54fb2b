package aigateway.web.ingest.grpc;

import aigateway.identity.Callers;
import aigateway.web.ingest.Ingest;
import aigateway.web.ingest.IngestRoom;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Listens for OTLP over gRPC, in plain text. The calls are unary: a POST over HTTP/2 with five bytes before the message
 * and a trailer after it, which the HTTP library we have anyway can serve.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP/2</a>
 */
final class GrpcServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(GrpcServer.class.getName());
    private static final int MOST_CALLS_A_CONNECTION = 128;
    private static final int LARGEST_HEAD = 64 * 1024;
    private static final Timeout SILENCE = Timeout.ofMinutes(10);

    private final HttpAsyncServer server;

    private GrpcServer(HttpAsyncServer server) {
        this.server = server;
    }

    /** @param patience within which a message has to come */
    static GrpcServer create(Callers callers, Ingest ingest, IngestRoom room, Executor executor, Duration patience) {
        return new GrpcServer(H2ServerBootstrap.bootstrap()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
                .setH2Config(H2Config.custom()
                        .setPushEnabled(false)
                        .setMaxConcurrentStreams(MOST_CALLS_A_CONNECTION)
                        .setMaxHeaderListSize(LARGEST_HEAD)
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setSoReuseAddress(true)
                        .setTcpNoDelay(true)
                        .setSoTimeout(SILENCE)
                        .build())
                .setIOSessionDecorator(StreamsSetting::in)
                .setExceptionCallback(e -> LOG.log(System.Logger.Level.DEBUG, "A connection of gRPC's broke off", e))
                .setRequestRouter(
                        (request, context) -> () -> new GrpcExchange(callers, ingest, room, executor, patience))
                .create());
    }

    /**
     * @param port 0 for any
     * @return the port
     * @throws IOException when it cannot be had
     */
    int listen(int port) throws IOException {
        server.start();
        try {
            ListenerEndpoint endpoint =
                    server.listen(new InetSocketAddress(port), URIScheme.HTTP).get();
            return ((InetSocketAddress) endpoint.getAddress()).getPort();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.initiateShutdown();
        try {
            server.awaitShutdown(TimeValue.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close(CloseMode.IMMEDIATE);
    }
}
