package aigateway.web.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The name of an attribute with the type of its values. Names are constants, so a name's bytes are encoded once and
 * not once a span.
 *
 * @param <T> {@link String}, {@link Long}, {@link Double}, {@link Boolean} or a {@link List} of strings
 */
@SuppressWarnings("UnusedTypeParameter") // whoever sets a value is held to it
public final class Attribute<T> {

    /** What a value is, as OTLP sees it. */
    public enum Type {
        STRING,
        LONG,
        DOUBLE,
        BOOLEAN,
        STRINGS
    }

    private final String name;
    private final Type type;
    private final byte[] nameBytes;

    private Attribute(String name, Type type) {
        this.name = name;
        this.type = type;
        this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
    }

    public static Attribute<String> string(String name) {
        return new Attribute<>(name, Type.STRING);
    }

    public static Attribute<Long> whole(String name) {
        return new Attribute<>(name, Type.LONG);
    }

    public static Attribute<Double> decimal(String name) {
        return new Attribute<>(name, Type.DOUBLE);
    }

    public static Attribute<Boolean> flag(String name) {
        return new Attribute<>(name, Type.BOOLEAN);
    }

    public static Attribute<List<String>> strings(String name) {
        return new Attribute<>(name, Type.STRINGS);
    }

    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    byte[] nameBytes() {
        return nameBytes;
    }

    @Override
    public String toString() {
        return name;
    }
}
