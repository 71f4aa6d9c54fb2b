package aigateway.web.ingest.grpc;

import aigateway.identity.Callers;
import aigateway.platform.Setting;
import aigateway.platform.Settings;
import aigateway.web.ingest.Ingest;
import aigateway.web.ingest.IngestRoom;
import aigateway.web.ingest.RequestBytes;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens the port for OTLP over gRPC with the application, and closes it with it. Without the port everything else works:
 * the same is taken over HTTP.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class GrpcReceiver {

    private static final System.Logger LOG = System.getLogger(GrpcReceiver.class.getName());
    private static final int USUAL = 4317;

    /** What is waiting holds room for telemetry, and mostly that is what bounds it. */
    private static final int MOST_WAITING = 1024;

    @Resource
    ManagedThreadFactory factory;

    @Inject
    Callers callers;

    @Inject
    Ingest ingest;

    @Inject
    IngestRoom room;

    private @Nullable GrpcServer server;
    private @Nullable ExecutorService threads;

    @PostConstruct
    void start() {
        int port = Settings.ofThisProcess().value(Setting.OTLP_GRPC_PORT).orElse(USUAL);
        if (port == 0) {
            return;
        }
        ExecutorService few = few(factory);
        threads = few;
        GrpcServer created = GrpcServer.create(callers, ingest, room, few, RequestBytes.PATIENCE);
        try {
            created.listen(port);
            server = created;
            LOG.log(System.Logger.Level.INFO, "OTLP over gRPC is taken on port {0}", String.valueOf(port));
        } catch (IOException e) {
            created.close();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "OTLP over gRPC is not taken: port {0} cannot be opened ({1}). Set GATEWAY_OTLP_GRPC_PORT to one that"
                            + " is free, or to 0 for none; over HTTP it is taken at /api/otel",
                    String.valueOf(port),
                    e.getMessage());
        }
    }

    /** Of its own, and not the server's, which others need: calls wait for nothing, so more would not be quicker. */
    static ExecutorService few(ThreadFactory factory) {
        int few = Math.max(2, Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                few, few, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @PreDestroy
    void stop() {
        GrpcServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
        ExecutorService ours = threads;
        if (ours != null) {
            ours.shutdown();
        }
    }
}
