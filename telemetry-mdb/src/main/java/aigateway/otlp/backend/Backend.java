package aigateway.otlp.backend;

import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.outbound.AddressPolicy;
import com.google.protobuf.Message;
import java.time.InstantSource;

/** Where an exporter delivers to. */
public interface Backend extends AutoCloseable {

    static Backend of(Exporter exporter, AddressPolicy policy, InstantSource clock) {
        return exporter.type().equals("grpc")
                ? new GrpcBackend(exporter, policy)
                : new HttpBackend(exporter, policy, clock);
    }

    /** @param request an {@code Export…ServiceRequest} of any signal */
    Answer post(Message request);

    /** Lets a request go that is under way. */
    @Override
    void close();
}
