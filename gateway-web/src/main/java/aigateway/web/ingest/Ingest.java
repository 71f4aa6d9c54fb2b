package aigateway.web.ingest;

import aigateway.audit.Actor;
import aigateway.audit.AuditAction;
import aigateway.audit.Denial;
import aigateway.audit.Denials;
import aigateway.audit.Thing;
import aigateway.call.ModelNames;
import aigateway.delivery.Exporters;
import aigateway.identity.Caller;
import aigateway.manifest.Configuration;
import aigateway.tracing.TracingProjects;
import aigateway.web.call.LoggingConfig;
import aigateway.web.ingest.RefusedException.Reason;
import aigateway.web.logging.Logging;
import aigateway.web.telemetry.ContentSettings;
import aigateway.web.telemetry.RequestContext;
import aigateway.web.telemetry.SpanPublisher;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;
import org.jspecify.annotations.Nullable;

/**
 * Takes telemetry that applications send. Their spans go the way of the gateway's own: to the topic, and from there to
 * the store and to every exporter. Their metrics go to the exporters of metrics.
 */
@ApplicationScoped
public class Ingest {

    /** Which models an application's spans are about is not asked. */
    private static final ModelNames NO_MODEL = ModelNames.of("");

    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    @Inject
    Configuration configuration;

    @Inject
    TracingProjects projects;

    @Inject
    Logging logging;

    @Inject
    ContentSettings content;

    @Inject
    SpanPublisher publisher;

    @Inject
    Exporters exporters;

    @Inject
    Denials denials;

    @Inject
    InstantSource clock;

    /**
     * @param request in protobuf
     * @param project the tracing project that spans are for; null: the default one
     * @throws RefusedException when nothing of it is taken
     */
    public Outcome take(Signal signal, byte[] request, Caller caller, @Nullable String project) {
        return switch (signal) {
            case TRACES -> spans(
                    request, caller, Stamp.project(configuration.current().tenant(), project));
            case METRICS -> metrics(request, caller);
            case LOGS -> logs(request);
        };
    }

    private Outcome spans(byte[] request, Caller caller, String project) {
        if (!projects.mayWrite(caller, project)) {
            denials.note(
                    new Denial(
                            new Actor(caller.subject().toString(), null),
                            AuditAction.DENIED,
                            new Thing(Thing.TRACING_PROJECT, project)),
                    null);
            throw new RefusedException(
                    Reason.FORBIDDEN,
                    "This key may not send spans to '" + project + "': the project's manifest names who may.");
        }
        byte[] stamp = Stamp.of(caller, project);
        SpanIntake intake = SpanIntake.read(
                request,
                stamp,
                content.current(),
                logging.tellsContent(caller, Map.of(), NO_MODEL, LoggingConfig.NONE),
                clock.instant(),
                publisher.messageBytes());
        List<byte[]> messages = intake.messages();
        if (!messages.isEmpty() && !publisher.offer(messages, intake.spans())) {
            throw full(messages);
        }
        accepted.add(intake.spans());
        rejected.add(intake.outcome().rejected());
        return intake.outcome();
    }

    private RefusedException full(List<byte[]> messages) {
        long bytes = messages.stream().mapToLong(message -> message.length).sum();
        return bytes > publisher.mostOffered()
                ? new RefusedException(
                        Reason.TOO_LARGE, "The request is larger than what may wait here; send smaller batches.")
                : new RefusedException(
                        Reason.NO_ROOM, "Too many spans wait for the broker; send these again in a while.");
    }

    /** Points are not kept here: they go on to whoever wants metrics. */
    private Outcome metrics(byte[] request, Caller caller) {
        List<String> wanted =
                exporters.metrics().stream().map(Exporters::forwarded).toList();
        MetricsIntake intake = MetricsIntake.read(request, RequestContext.subject(caller));
        if (wanted.isEmpty()) {
            return nobodyWants(Signal.METRICS, intake.points());
        }
        if (intake.points() > 0 && !publisher.offerMetrics(intake.message(), wanted)) {
            throw full(List.of(intake.message()));
        }
        return Outcome.EVERYTHING;
    }

    private static Outcome logs(byte[] request) {
        try {
            return nobodyWants(
                    Signal.LOGS,
                    ExportLogsServiceRequest.parseFrom(request).getResourceLogsList().stream()
                            .flatMap(resource -> resource.getScopeLogsList().stream())
                            .mapToLong(ScopeLogs::getLogRecordsCount)
                            .sum());
        } catch (InvalidProtocolBufferException e) {
            throw RefusedException.badData("The body is no ExportLogsServiceRequest: " + e.getMessage());
        }
    }

    /** Told as a partial success: whoever sends it is not to try again, and is not to believe that it is kept. */
    private static Outcome nobodyWants(Signal signal, long count) {
        return count == 0
                ? Outcome.EVERYTHING
                : new Outcome(
                        count,
                        signal == Signal.METRICS
                                ? "No exporter for metrics is configured; nothing of this was kept."
                                : "Log records are not taken; nothing of this was kept.");
    }

    @Gauge(
            name = "ai_gateway_spans_accepted_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Spans that applications sent and that were taken.")
    public long accepted() {
        return accepted.sum();
    }

    @Gauge(
            name = "ai_gateway_spans_refused_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Spans that applications sent and that could not be taken.")
    public long rejected() {
        return rejected.sum();
    }
}
