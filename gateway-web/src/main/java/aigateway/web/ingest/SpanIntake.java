package aigateway.web.ingest;

import aigateway.telemetry.Position;
import aigateway.web.ingest.Wire.Field;
import aigateway.web.telemetry.ContentRules;
import aigateway.web.telemetry.OtlpBuffer;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes a request of spans apart and puts it together again as messages for the topic: of a size that the broker and the
 * store like, each span stamped with whose it is. What passes as it is is copied and not written anew. Whatever passes
 * here can be read by everyone behind the topic.
 */
final class SpanIntake {

    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    /** {@code resource} of {@code ResourceSpans}, {@code scope} of {@code ScopeSpans}. */
    private static final int ABOUT = 1;

    private static final int SCHEMA_URL = 3;

    private static final int LARGEST_SPAN = 4 << 20;
    private static final int LARGEST_ABOUT = 64 * 1024;
    /** Messages in messages, within a span; protobuf takes a hundred within a request. */
    private static final int DEEPEST = 64;

    /** Clocks differ, and some say their own zone's time. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final ByteString NO_TRACE = ByteString.copyFrom(new byte[16]);
    private static final ByteString NO_SPAN = ByteString.copyFrom(new byte[8]);

    private final byte[] stamp;
    private final ContentRules rules;
    private final boolean content;
    private final long latest;
    private final int messageBytes;
    private final List<byte[]> messages = new ArrayList<>();
    private final Map<String, Integer> rejected = new TreeMap<>();
    private final OtlpBuffer out;
    private List<Field> resource = List.of();
    private List<Field> scope = List.of();
    private int openResource = -1;
    private int openScope = -1;
    private int spans;

    private SpanIntake(byte[] stamp, ContentRules rules, boolean content, long latest, int messageBytes, int size) {
        this.stamp = stamp;
        this.rules = rules;
        this.content = content;
        this.latest = latest;
        this.messageBytes = messageBytes;
        this.out = new OtlpBuffer(Math.min(size + 1024, messageBytes + 64 * 1024));
    }

    /**
     * @param content whether what was asked and answered is told
     * @param now spans that begin long after it would be the newest for as long
     * @throws RefusedException when it is no such request; single spans that cannot be taken are only counted
     */
    static SpanIntake read(
            byte[] request, byte[] stamp, ContentRules rules, boolean content, Instant now, int messageBytes) {
        long latest = Position.Nanos.of(now.plus(AHEAD));
        SpanIntake intake = new SpanIntake(stamp, rules, content, latest, messageBytes, request.length);
        try {
            for (Field field : Wire.of(request).fields()) {
                if (field.number() == RESOURCE_SPANS) {
                    intake.resourceSpans(field.content());
                }
            }
        } catch (IOException e) {
            throw RefusedException.badData("The body is no ExportTraceServiceRequest: " + e.getMessage());
        }
        intake.endMessage();
        return intake;
    }

    List<byte[]> messages() {
        return messages;
    }

    int spans() {
        return spans;
    }

    Outcome outcome() {
        if (rejected.isEmpty()) {
            return Outcome.EVERYTHING;
        }
        StringBuilder message = new StringBuilder("Not taken: ");
        rejected.forEach((reason, count) -> message.append(count)
                .append(count == 1 ? " span " : " spans ")
                .append(reason)
                .append("; "));
        message.setLength(message.length() - 2);
        return new Outcome(
                rejected.values().stream().mapToInt(Integer::intValue).sum(),
                message.append('.').toString());
    }

    private void resourceSpans(Wire wire) throws IOException {
        List<Field> fields = wire.fields();
        resource = about(fields);
        for (Field field : resource) {
            if (field.number() == ABOUT) {
                Resource.parseFrom(field.content().stream());
            }
        }
        for (Field field : fields) {
            if (field.number() == SCOPE_SPANS) {
                scopeSpans(field.content());
            }
        }
        endResource();
    }

    private void scopeSpans(Wire wire) throws IOException {
        List<Field> fields = wire.fields();
        scope = about(fields);
        for (Field field : scope) {
            if (field.number() == ABOUT) {
                InstrumentationScope.parseFrom(field.content().stream());
            }
        }
        boolean large = size(resource) > LARGEST_ABOUT || size(scope) > LARGEST_ABOUT;
        for (Field field : fields) {
            if (field.number() == SPANS) {
                if (large) {
                    reject("whose resource or scope is larger than " + (LARGEST_ABOUT >> 10) + " KiB");
                } else {
                    span(field.content());
                }
            }
        }
        endScope();
    }

    private static List<Field> about(List<Field> fields) throws InvalidProtocolBufferException {
        List<Field> about = new ArrayList<>();
        for (Field field : fields) {
            if (field.number() == ABOUT || field.number() == SCHEMA_URL) {
                about.add(field);
            }
            if (field.number() == SCHEMA_URL && !isText(field.content())) {
                throw new InvalidProtocolBufferException("a schema_url is not UTF-8");
            }
        }
        return about;
    }

    private static boolean isText(Wire wire) {
        return ByteString.copyFrom(wire.bytes(), wire.from(), wire.length()).isValidUtf8();
    }

    private static int size(List<Field> fields) {
        return fields.stream().mapToInt(field -> field.content().length()).sum();
    }

    private void span(Wire wire) throws IOException {
        CodedInputStream in = wire.stream();
        in.setRecursionLimit(DEEPEST);
        Span span = Span.parseFrom(in);
        if (!isIdentified(span)) {
            reject("without valid ids (16 bytes for a trace, 8 for a span)");
            return;
        }
        if (span.getStartTimeUnixNano() < 0 || span.getStartTimeUnixNano() > latest) {
            reject("that begin more than a day from now");
            return;
        }
        Span fitting = SpanLimits.fitting(span, rules, content);
        if (fitting.getSerializedSize() > LARGEST_SPAN) {
            reject("larger than " + (LARGEST_SPAN >> 20) + " MiB");
            return;
        }
        spans++;
        begin();
        int mark = out.open(SPANS);
        if (isSame(fitting, span)) {
            out.append(wire.bytes(), wire.from(), wire.to());
        } else {
            byte[] cut = fitting.toByteArray();
            out.append(cut, 0, cut.length);
        }
        out.append(stamp, 0, stamp.length);
        out.close(mark);
        if (out.size() >= messageBytes) {
            endMessage();
        }
    }

    @SuppressWarnings("ReferenceEquality") // what needs no change is not made anew
    private static boolean isSame(Span fitting, Span span) {
        return fitting == span;
    }

    private static boolean isIdentified(Span span) {
        return span.getTraceId().size() == 16
                && !span.getTraceId().equals(NO_TRACE)
                && span.getSpanId().size() == 8
                && !span.getSpanId().equals(NO_SPAN)
                && (span.getParentSpanId().isEmpty() || span.getParentSpanId().size() == 8);
    }

    private void reject(String reason) {
        rejected.merge(reason, 1, Integer::sum);
    }

    private void begin() {
        if (openResource < 0) {
            openResource = out.open(RESOURCE_SPANS);
            copy(resource);
        }
        if (openScope < 0) {
            openScope = out.open(SCOPE_SPANS);
            copy(scope);
        }
    }

    private void copy(List<Field> about) {
        for (Field field : about) {
            int mark = out.open(field.number());
            out.append(
                    field.content().bytes(),
                    field.content().from(),
                    field.content().to());
            out.close(mark);
        }
    }

    private void endScope() {
        if (openScope >= 0) {
            out.close(openScope);
            openScope = -1;
        }
    }

    private void endResource() {
        endScope();
        if (openResource >= 0) {
            out.close(openResource);
            openResource = -1;
        }
    }

    private void endMessage() {
        endResource();
        if (out.size() > 0) {
            messages.add(out.toByteArray());
            out.clear();
        }
    }
}
