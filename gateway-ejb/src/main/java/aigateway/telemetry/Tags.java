package aigateway.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a span can be found by when somebody asks for one value of an attribute: a number for each attribute and value,
 * by which PostgreSQL keeps an index. Different values may have the same number, so whatever is found is asked again;
 * what has no number has one for its name alone, so nothing is missed.
 */
public final class Tags {

    /** Words for what is no attribute; no attribute is called so. */
    private static final String LABEL = "\0label\0";

    private static final String SUBJECT = "\0subject";
    private static final String TEAM = "\0team";
    private static final String OPAQUE = "\0opaque";
    /** Of a span with too many attributes: it may have any. */
    private static final int EVERYTHING = 0;

    /** In characters; nobody asks for more. */
    private static final int LONGEST = 1_000;

    private static final int LONGEST_LIST = 100;
    private static final int MOST = 400;

    /** Measured anew for each span: no value is there twice, and nobody asks for one. */
    private static final Set<String> MEASURED = Set.of(
            "tfy.model.metric.latency_in_ms",
            "tfy.model.metric.inter_token_latency_in_ms",
            "tfy.guardrail.metric.latency_in_ms",
            "tfy.mcp_server.metric.latency_in_ms",
            "gen_ai.response.time_to_first_chunk",
            StoredAttributes.TIME_TO_FIRST_TOKEN,
            StoredAttributes.COST);

    private Tags() {}

    /** Whether the database keeps them: they are for PostgreSQL's index of lists, which H2 has none of. */
    public static boolean areKeptBy(Connection connection) throws SQLException {
        return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    }

    /** As a list that PostgreSQL reads. */
    static String of(NewSpan span) {
        Set<Integer> tags = new TreeSet<>();
        for (KeyValue attribute : span.attributes()) {
            if (isTagged(attribute.getKey())) {
                if (tags.size() < MOST) {
                    add(tags, attribute.getKey(), attribute.getValue());
                } else {
                    tags.add(EVERYTHING);
                }
            }
        }
        // Columns have what the span says in other words, and what its request says for it.
        StoredAttributes.TEXTS.forEach(name -> text(tags, name, span.text(name)));
        text(tags, StoredAttributes.PROJECT, span.project);
        if (span.subjectType != null) {
            tags.add(subject(span.subjectType, String.valueOf(span.subjectSlug)));
        }
        if (span.teams != null) {
            for (String team : span.teams.split("\\|", -1)) {
                tags.add(team(team));
            }
        }
        labels(tags, span.text(StoredAttributes.METADATA));
        return tags.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Content is read from the conversation, whatever a span calls it. */
    private static boolean isTagged(String attribute) {
        return !ContentAttributes.contains(attribute)
                && !MEASURED.contains(attribute)
                && !attribute.equals(StoredAttributes.METADATA)
                && !attribute.equals(StoredAttributes.SUBJECT);
    }

    private static void add(Set<Integer> tags, String name, AnyValue value) {
        switch (value.getValueCase()) {
            case STRING_VALUE -> text(tags, name, value.getStringValue());
            case BOOL_VALUE -> text(tags, name, String.valueOf(value.getBoolValue()));
            case INT_VALUE -> text(tags, name, String.valueOf(value.getIntValue()));
            case DOUBLE_VALUE -> tags.addAll(numbers(name, value.getDoubleValue()));
            case ARRAY_VALUE -> {
                List<AnyValue> elements = value.getArrayValue().getValuesList();
                if (elements.size() <= LONGEST_LIST && elements.stream().allMatch(AnyValue::hasStringValue)) {
                    List<String> texts =
                            elements.stream().map(AnyValue::getStringValue).toList();
                    texts.forEach(text -> text(tags, name, text));
                    text(tags, name, texts.toString());
                } else {
                    tags.add(hash(OPAQUE, name));
                }
            }
            default -> tags.add(hash(OPAQUE, name));
        }
    }

    private static void text(Set<Integer> tags, String name, @Nullable String value) {
        if (value != null) {
            tags.add(value.length() > LONGEST ? hash(OPAQUE, name) : hash(name, value));
        }
    }

    /** As a number, and as it is written. */
    private static List<Integer> numbers(String name, Number value) {
        return Double.isFinite(value.doubleValue())
                ? List.of(
                        hash(
                                name,
                                new BigDecimal(value.toString())
                                        .stripTrailingZeros()
                                        .toPlainString()),
                        hash(name, value.toString()))
                : List.of(hash(name, value.toString()));
    }

    private static void labels(Set<Integer> tags, @Nullable String metadata) {
        if (metadata == null) {
            return;
        }
        JsonNode labels = PartialJson.read(metadata);
        for (Iterator<Map.Entry<String, JsonNode>> each = labels.fields(); each.hasNext(); ) {
            Map.Entry<String, JsonNode> label = each.next();
            tags.add(label(label.getKey(), label.getValue().asText()));
        }
    }

    /** @return what a span with one of these values has one of; null when it may have none */
    public static @Nullable Set<Integer> ofAttribute(String name, List<?> values) {
        if (!isTagged(name)) {
            return null;
        }
        Set<Integer> tags = new TreeSet<>();
        tags.add(EVERYTHING);
        tags.add(hash(OPAQUE, name));
        for (Object value : values) {
            if (value instanceof Number number) {
                tags.addAll(numbers(name, number));
            } else {
                text(tags, name, String.valueOf(value));
            }
        }
        return tags;
    }

    public static Set<Integer> ofLabel(String name, List<?> values) {
        return values.stream().map(value -> label(name, String.valueOf(value))).collect(Collectors.toSet());
    }

    public static Set<Integer> ofProject(String fqn) {
        return Set.of(hash(StoredAttributes.PROJECT, fqn));
    }

    /** @return null when the viewer may see spans that have none of a few in common */
    public static @Nullable Set<Integer> of(Viewer viewer) {
        if (viewer.seesAll()) {
            return null;
        }
        Set<Integer> tags = new TreeSet<>();
        tags.add(subject(String.valueOf(viewer.subjectType()), String.valueOf(viewer.subjectSlug())));
        viewer.teams().forEach(team -> tags.add(team(team)));
        for (Viewer.Grant grant : viewer.grants()) {
            List<Integer> some = of(grant);
            if (some.isEmpty()) {
                return null;
            }
            tags.addAll(some);
        }
        return tags;
    }

    /** Of one part of it: the others are asked for as well. */
    private static List<Integer> of(Viewer.Grant grant) {
        List<Integer> tags = new ArrayList<>();
        if (!grant.projects().isEmpty()) {
            grant.projects().forEach(project -> tags.addAll(ofProject(project)));
        } else if (!grant.subjects().isEmpty() && !grant.subjects().contains("team:everyone")) {
            for (String subject : grant.subjects()) {
                int colon = subject.indexOf(':');
                String type = subject.substring(0, Math.max(0, colon));
                String name = subject.substring(colon + 1);
                tags.add(type.equals("team") ? team(name) : subject(type, name));
            }
        } else if (!grant.metadata().isEmpty()) {
            Map.Entry<String, String> any =
                    grant.metadata().entrySet().iterator().next();
            tags.add(label(any.getKey(), any.getValue()));
        }
        return tags;
    }

    private static int subject(String type, String slug) {
        return hash(SUBJECT, type + ':' + slug);
    }

    private static int team(String name) {
        return hash(TEAM, name);
    }

    private static int label(String name, String value) {
        return hash(LABEL + name, value);
    }

    private static int hash(String name, String value) {
        int hash = name.hashCode() * 0x9E3779B9 ^ Integer.rotateLeft(value.hashCode() * 0x85EBCA6B, 15);
        return hash ^ hash >>> 16;
    }
}
