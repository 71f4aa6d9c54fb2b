package aigateway.web.provider.http;

import aigateway.outbound.AddressPolicy;
import aigateway.outbound.CheckedNames;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.nio.command.ShutdownCommand;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.RequestConnControl;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.http.protocol.RequestUserAgent;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.InetAddressUtils;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOEventHandlerFactory;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.apache.hc.core5.util.VersionInfo;
import org.jspecify.annotations.Nullable;

/**
 * The connections to vendors, those that wait for a request among them, and the threads that bring what comes on them. The
 * pool, the protocol and TLS are the client's; they are put together here since its own ready-made one lets nobody say
 * who writes (see {@link DirectSession}).
 */
final class UpstreamConnections {

    /** How long a vendor may stay silent: what OpenAI's own clients wait. */
    static final Timeout SILENCE = Timeout.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(UpstreamConnections.class.getName());

    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final int MOST = 20_000;
    private static final int WINDOW = 64 * 1024;
    private static final int BUFFER = 16 * 1024;

    /** What the client calls threads, leases and exchanges. */
    static final String NAME = "upstream";

    private final PoolingAsyncClientConnectionManager pool;
    private final DefaultConnectingIOReactor threads;

    private final Lookups lookups;

    /** Who asks for a connection. */
    interface Asking extends FutureCallback<AsyncConnectionEndpoint> {

        /** Whether none is waited for any more. */
        boolean isOver();
    }

    /** @param others threads for what may take its time */
    UpstreamConnections(AddressPolicy addresses, Executor others) {
        this(addresses, others, SSLContexts.createDefault());
    }

    /** @param trust whom to speak TLS with */
    UpstreamConnections(AddressPolicy addresses, Executor others, SSLContext trust) {
        lookups = new Lookups(others);
        pool = PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedNames(addresses))
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(MOST)
                .setMaxConnTotal(MOST)
                .setTlsStrategy(
                        ClientTlsStrategyBuilder.create().setSslContext(trust).buildAsync())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(SILENCE)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(5))
                        .setTimeToLive(TimeValue.ofMinutes(10))
                        .build())
                .build();
        threads = new DefaultConnectingIOReactor(
                protocol(),
                IOReactorConfig.custom()
                        .setIoThreadCount(Math.max(2, Runtime.getRuntime().availableProcessors()))
                        .setTcpNoDelay(true)
                        .setSoKeepAlive(true)
                        .build(),
                UpstreamThread.named(NAME),
                DirectSession::of,
                failure -> LOG.log(Level.SEVERE, "A thread of upstreams' connections ended", failure),
                null,
                open -> open.enqueue(ShutdownCommand.GRACEFUL, Command.Priority.NORMAL));
    }

    private static IOEventHandlerFactory protocol() {
        Http1Config config = Http1Config.custom()
                .setInitialWindowSize(WINDOW)
                .setBufferSize(BUFFER)
                // A request that fits is written together with its head.
                .setChunkSizeHint(BUFFER)
                .build();
        var exchanges = new ClientHttp1StreamDuplexerFactory(
                new DefaultHttpProcessor(
                        new RequestTargetHost(),
                        new RequestContent(),
                        new RequestConnControl(),
                        new RequestUserAgent(VersionInfo.getSoftwareInfo(
                                "Apache-HttpAsyncClient", "org.apache.hc.client5", UpstreamConnections.class))),
                config,
                CharCodingConfig.DEFAULT,
                DefaultClientConnectionReuseStrategy.INSTANCE,
                new DefaultHttpResponseParserFactory(config),
                DefaultHttpRequestWriterFactory.INSTANCE,
                null);
        return (connection, attachment) -> {
            try {
                return new ClientHttp1IOEventHandler(exchanges.create(connection));
            } catch (Error fatal) {
                // Told as of any connection that does not come about.
                throw new IllegalStateException("The connection cannot be used", fatal);
            }
        };
    }

    void start() {
        threads.start();
    }

    /** Ends what runs, within two seconds. */
    void stop() {
        threads.initiateShutdown();
        try {
            threads.awaitShutdown(TimeValue.of(2, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Brings one that is open, on the caller's thread if there is one, or a new one, and tells of it once. The caller waits
     * for nothing, whichever thread it is on.
     */
    void lease(HttpHost host, Asking told) {
        HttpRoute route = new HttpRoute(RoutingSupport.normalize(host, DefaultSchemePortResolver.INSTANCE));
        var unused = pool.lease(NAME, route, null, CONNECT, new Told(told) {
            @Override
            public void completed(AsyncConnectionEndpoint leased) {
                if (leased.isConnected()) {
                    told.completed(leased);
                } else if (isAddress(host.getHostName())) {
                    connect(leased, told);
                } else {
                    lookUpAndConnect(host.getHostName(), leased, told);
                }
            }
        });
    }

    private static boolean isAddress(String host) {
        return InetAddressUtils.isIPv4(host) || InetAddressUtils.isIPv6(host);
    }

    /** The client asks the resolver on the thread that connects. */
    private void lookUpAndConnect(String name, AsyncConnectionEndpoint leased, Asking told) {
        lookups.run(
                name.toLowerCase(Locale.ROOT),
                () -> {
                    if (told.isOver()) {
                        discard(leased);
                        told.cancelled();
                    } else {
                        connect(leased, told);
                    }
                },
                cause -> {
                    discard(leased);
                    told.failed(new IOException("There is no connection to " + name, cause));
                });
    }

    private void connect(AsyncConnectionEndpoint leased, FutureCallback<AsyncConnectionEndpoint> told) {
        var unused = pool.connect(leased, this::begin, null, null, null, new Told(told) {
            @Override
            public void completed(AsyncConnectionEndpoint connected) {
                told.completed(connected);
            }

            @Override
            public void failed(Exception cause) {
                discard(leased);
                super.failed(cause);
            }

            @Override
            public void cancelled() {
                discard(leased);
                super.cancelled();
            }
        });
    }

    private Future<IOSession> begin(
            NamedEndpoint name,
            SocketAddress remote,
            @Nullable SocketAddress local,
            Timeout limit,
            @Nullable Object attachment,
            FutureCallback<IOSession> told) {
        return threads.connect(name, remote, local, limit, attachment, ContainedFaults.in(told));
    }

    private abstract static class Told implements FutureCallback<AsyncConnectionEndpoint> {

        private final FutureCallback<AsyncConnectionEndpoint> told;

        Told(FutureCallback<AsyncConnectionEndpoint> told) {
            this.told = told;
        }

        @Override
        public void failed(Exception cause) {
            told.failed(cause);
        }

        @Override
        public void cancelled() {
            told.cancelled();
        }
    }

    /** The next request may have it. */
    void giveBack(AsyncConnectionEndpoint leased) {
        pool.release(leased, null, TimeValue.NEG_ONE_MILLISECOND);
    }

    void discard(AsyncConnectionEndpoint leased) {
        leased.close(CloseMode.GRACEFUL);
        pool.release(leased, null, TimeValue.ZERO_MILLISECONDS);
    }
}
