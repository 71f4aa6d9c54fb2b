package aigateway.web.ingest;

import aigateway.telemetry.ContentAttributes;
import aigateway.web.telemetry.Attributes;
import aigateway.web.telemetry.ContentRules;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A span from outside as it may pass: cut where it says too much, and silent on what only the gateway may say. */
final class SpanLimits {

    static final int MOST_ATTRIBUTES = 1_000;
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_LINKS = 1_000;

    /**
     * Who asked and in which project is known from the key. A type makes a span a request of the gateway's, which its
     * figures and its overview add up.
     */
    static final Set<String> RESERVED = Set.of(
            Attributes.REQUEST_CREATED_BY_SUBJECT.name(),
            Attributes.REQUEST_CREATED_BY_SUBJECT_TEAMS.name(),
            Attributes.TRACING_PROJECT_FQN.name(),
            Attributes.SPAN_TYPE.name());

    private static final ByteString NO_PARENT = ByteString.copyFrom(new byte[8]);

    private final ContentRules rules;

    private final boolean content;

    /** @param content whether what was asked and answered may pass */
    private SpanLimits(ContentRules rules, boolean content) {
        this.rules = rules;
        this.content = content;
    }

    /** The span itself when it may pass as it is. */
    static Span fitting(Span span, ContentRules rules, boolean content) {
        return new SpanLimits(rules, content).fitted(span);
    }

    private Span fitted(Span span) {
        if (fits(span)) {
            return span;
        }
        Span.Builder cut = span.toBuilder();
        if (span.getParentSpanId().equals(NO_PARENT)) {
            cut.clearParentSpanId();
        }
        List<KeyValue> attributes = attributes(span.getAttributesList(), true);
        cut.clearAttributes()
                .addAllAttributes(attributes)
                .setDroppedAttributesCount(
                        span.getDroppedAttributesCount() + span.getAttributesCount() - attributes.size());
        cut.clearEvents();
        List<Span.Event> events =
                span.getEventsList().stream().filter(event -> !isLeftOut(event)).toList();
        for (Span.Event event : first(events, MOST_EVENTS)) {
            List<KeyValue> kept = attributes(event.getAttributesList(), false);
            cut.addEvents(event.toBuilder()
                    .clearAttributes()
                    .addAllAttributes(kept)
                    .setDroppedAttributesCount(
                            event.getDroppedAttributesCount() + event.getAttributesCount() - kept.size()));
        }
        cut.setDroppedEventsCount(span.getDroppedEventsCount() + span.getEventsCount() - cut.getEventsCount());
        cut.clearLinks();
        for (Span.Link link : first(span.getLinksList(), MOST_LINKS)) {
            List<KeyValue> kept = attributes(link.getAttributesList(), false);
            cut.addLinks(link.toBuilder()
                    .clearAttributes()
                    .addAllAttributes(kept)
                    .setDroppedAttributesCount(
                            link.getDroppedAttributesCount() + link.getAttributesCount() - kept.size()));
        }
        cut.setDroppedLinksCount(span.getDroppedLinksCount() + span.getLinksCount() - cut.getLinksCount());
        if (mustChange(span.getStatus())) {
            byte[] message = span.getStatus().getMessageBytes().toByteArray();
            cut.getStatusBuilder().setMessageBytes(ByteString.copyFrom(rules.apply(message)));
        }
        return cut.build();
    }

    private boolean fits(Span span) {
        return !span.getParentSpanId().equals(NO_PARENT)
                && span.getEventsCount() <= MOST_EVENTS
                && span.getLinksCount() <= MOST_LINKS
                && !mustChange(span.getStatus())
                && fits(span.getAttributesList(), true)
                && span.getLinksList().stream().allMatch(link -> fits(link.getAttributesList(), false))
                && span.getEventsList().stream()
                        .allMatch(event -> !isLeftOut(event) && fits(event.getAttributesList(), false));
    }

    private boolean fits(List<KeyValue> attributes, boolean ofSpan) {
        if (attributes.size() > MOST_ATTRIBUTES) {
            return false;
        }
        for (KeyValue attribute : attributes) {
            if (FittingValue.mustChange(attribute.getValue(), rules) || (ofSpan && isLeftOut(attribute.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private List<KeyValue> attributes(List<KeyValue> all, boolean ofSpan) {
        List<KeyValue> kept = new ArrayList<>();
        for (KeyValue attribute : all) {
            if (kept.size() == MOST_ATTRIBUTES) {
                break;
            }
            if (!ofSpan || !isLeftOut(attribute.getKey())) {
                kept.add(fitting(attribute));
            }
        }
        return kept;
    }

    private boolean isLeftOut(String attribute) {
        return RESERVED.contains(attribute) || (!content && ContentAttributes.contains(attribute));
    }

    private boolean isLeftOut(Span.Event event) {
        return !content && ContentAttributes.isMessage(event.getName());
    }

    private KeyValue fitting(KeyValue attribute) {
        return FittingValue.mustChange(attribute.getValue(), rules)
                ? attribute.toBuilder()
                        .setValue(FittingValue.of(attribute.getValue(), rules))
                        .build()
                : attribute;
    }

    /** What went wrong may quote what was said. */
    private boolean mustChange(Status status) {
        return !status.getMessageBytes().isEmpty()
                && (!rules.redaction().isNone() || status.getMessageBytes().size() > rules.limit());
    }

    private static <T> List<T> first(List<T> all, int most) {
        return all.subList(0, Math.min(most, all.size()));
    }
}
