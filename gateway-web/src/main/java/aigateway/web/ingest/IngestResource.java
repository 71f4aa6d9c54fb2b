package aigateway.web.ingest;

import aigateway.platform.Alarm;
import aigateway.web.call.RequestCaller;
import aigateway.web.ingest.RefusedException.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * OTLP over HTTP, for any OpenTelemetry SDK.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
@Path("api/otel/v1")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.WILDCARD)
@ApplicationScoped
@Tag(name = "Telemetry")
public class IngestResource {

    @Inject
    IngestRoom room;

    @Inject
    Ingest ingest;

    @POST
    @Path("traces")
    @Operation(
            summary = "Take spans",
            description = "An ExportTraceServiceRequest as application/x-protobuf or application/json, gzip or not. The"
                    + " header X-TFY-TRACING-PROJECT-FQN chooses the tracing project.")
    public Response traces(InputStream body, @Context HttpServletRequest request) {
        return take(Signal.TRACES, body, request);
    }

    @POST
    @Path("metrics")
    @Operation(summary = "Take metrics", description = "An ExportMetricsServiceRequest, as above.")
    public Response metrics(InputStream body, @Context HttpServletRequest request) {
        return take(Signal.METRICS, body, request);
    }

    @POST
    @Path("logs")
    @Operation(summary = "Take log records", description = "An ExportLogsServiceRequest, as above.")
    public Response logs(InputStream body, @Context HttpServletRequest request) {
        return take(Signal.LOGS, body, request);
    }

    private Response take(Signal signal, InputStream body, HttpServletRequest request) {
        Optional<Encoding> known = Encoding.of(request.getContentType());
        if (known.isEmpty()) {
            return refusal(
                    Encoding.JSON,
                    new RefusedException(
                            Reason.UNSUPPORTED,
                            "The Content-Type must be application/x-protobuf or application/json."));
        }
        Encoding encoding = known.get();
        try (IngestRoom.Place place = room.enter()) {
            if (request.getContentLengthLong() > RequestBytes.LIMIT) {
                throw RequestBytes.tooLarge();
            }
            byte[] bytes =
                    inTime(() -> RequestBytes.read(body, request.getHeader(HttpHeaders.CONTENT_ENCODING), place));
            Outcome outcome = ingest.take(
                    signal,
                    encoding.toProtobuf(bytes, signal),
                    RequestCaller.of(request),
                    request.getHeader(Stamp.PROJECT_HEADER));
            return Response.ok(encoding.body(outcome, signal))
                    .type(encoding.type())
                    .build();
        } catch (RefusedException refused) {
            return refusal(encoding, refused);
        }
    }

    /** A request that crawls does not keep its thread. */
    private static <T> T inTime(Supplier<T> reading) {
        Alarm alarm = Alarm.after(RequestBytes.PATIENCE);
        try {
            return reading.get();
        } finally {
            alarm.close();
        }
    }

    /** The reason is a {@code google.rpc.Status}. */
    private static Response refusal(Encoding encoding, RefusedException refused) {
        Response.ResponseBuilder response =
                Response.status(refused.reason().status()).type(encoding.type()).entity(encoding.body(refused));
        int pause = refused.reason().pause();
        return (pause > 0 ? response.header(HttpHeaders.RETRY_AFTER, pause) : response).build();
    }
}
