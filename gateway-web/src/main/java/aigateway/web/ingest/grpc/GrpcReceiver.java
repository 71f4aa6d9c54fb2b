package aigateway.web.ingest.grpc;

import aigateway.identity.Callers;
import aigateway.platform.Setting;
import aigateway.platform.Settings;
import aigateway.web.ingest.Ingest;
import aigateway.web.ingest.IngestRoom;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.io.IOException;
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

    @Resource
    ManagedExecutorService executor;

    @Inject
    Callers callers;

    @Inject
    Ingest ingest;

    @Inject
    IngestRoom room;

    private @Nullable GrpcServer server;

    @PostConstruct
    void start() {
        int port = Settings.ofThisProcess().value(Setting.OTLP_GRPC_PORT).orElse(USUAL);
        if (port == 0) {
            return;
        }
        GrpcServer created = GrpcServer.create(callers, ingest, room, executor);
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

    @PreDestroy
    void stop() {
        GrpcServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }
}
