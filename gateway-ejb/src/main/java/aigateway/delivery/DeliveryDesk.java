package aigateway.delivery;

import aigateway.manifest.type.OtelConfig.Exporter;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an administrator asks of delivery: how it goes, and whether a backend can be reached at all. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeliveryDesk {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Resource(lookup = Broker.CONNECTION_FACTORY)
    ConnectionFactory factory;

    @EJB
    DeliveryLedger ledger;

    @Inject
    Exporters exporters;

    /** Those in force, and those that were and have left something behind. By name. */
    public List<ExporterStatus> all() {
        Map<String, DeliveryCount> counts = new TreeMap<>(ledger.read());
        counts.remove(StoreStatus.NAME);
        Map<String, Exporter> inForce = new TreeMap<>();
        exporters.current().forEach(exporter -> {
            inForce.put(exporter.name(), exporter);
            counts.putIfAbsent(exporter.name(), DeliveryCount.NONE);
        });
        exporters.metrics().forEach(exporter -> inForce.put(Exporters.forwarded(exporter), exporter));
        List<ExporterStatus> all = new ArrayList<>();
        try (BrokerFigures broker = new BrokerFigures(factory)) {
            for (Map.Entry<String, DeliveryCount> entry : counts.entrySet()) {
                String name = entry.getKey();
                Exporter exporter = inForce.get(name);
                all.add(new ExporterStatus(
                        name,
                        exporter == null ? null : exporter.endpoint().toString(),
                        exporter == null ? null : exporter.profile(),
                        broker.messages(ExporterQueue.address(name)),
                        dead(broker, name),
                        entry.getValue()));
            }
            return all;
        } catch (JMSException e) {
            throw new UnavailableException("The broker does not answer", e);
        }
    }

    /** How the store fares. */
    public StoreStatus store() {
        DeliveryCount count = ledger.read().getOrDefault(StoreStatus.NAME, DeliveryCount.NONE);
        try (BrokerFigures broker = new BrokerFigures(factory)) {
            return new StoreStatus(broker.counted(Broker.STORE_QUEUE), dead(broker, StoreStatus.NAME), count);
        } catch (JMSException e) {
            throw new UnavailableException("The broker does not answer", e);
        }
    }

    private static long dead(BrokerFigures broker, String name) throws JMSException {
        return broker.messages(
                ExporterQueue.DEAD_LETTERS, ExporterQueue.EXPORTER + " = '" + name.replace("'", "''") + "'");
    }

    /**
     * Sends one small trace to an exporter alone, on the way that all others take.
     *
     * @return its id; empty when there is no such exporter
     */
    public String test(String name, String askedBy) {
        if (exporters.current().stream().noneMatch(exporter -> exporter.name().equals(name))) {
            return "";
        }
        byte[] traceId = random(16);
        try (ExporterQueue queue = ExporterQueue.toSend(factory)) {
            queue.send(name, trace(traceId, askedBy).toByteArray());
            return HexFormat.of().formatHex(traceId);
        } catch (JMSException e) {
            throw new UnavailableException("The broker does not answer", e);
        }
    }

    private static ExportTraceServiceRequest trace(byte[] traceId, String askedBy) {
        Instant now = Instant.now();
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(io.opentelemetry.proto.resource.v1.Resource.newBuilder()
                                .addAttributes(text("service.name", "tfy-llm-gateway")))
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder()
                                        .setName("exporterTest")
                                        .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
                                        .setTraceId(ByteString.copyFrom(traceId))
                                        .setSpanId(ByteString.copyFrom(random(8)))
                                        .setStartTimeUnixNano(nanos)
                                        .setEndTimeUnixNano(nanos + 1_000_000)
                                        .addAttributes(text("tfy.span_type", "ExporterTest"))
                                        .addAttributes(text("user.id", askedBy)))))
                .build();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static KeyValue.Builder text(String name, String value) {
        return KeyValue.newBuilder().setKey(name).setValue(AnyValue.newBuilder().setStringValue(value));
    }
}
