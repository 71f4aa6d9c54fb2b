package aigateway.manifest.document;

import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.Secret;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/** Trees to records, with nothing guessed: an unknown field, a wrong type or a missing value is refused by its path. */
public final class Binding {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .addModule(new SimpleModule()
                    .addDeserializer(Secret.class, new SecretText())
                    .addDeserializer(String.class, new PlainText())
                    .addDeserializer(BigDecimal.class, new PlainNumber()))
            .build();

    private Binding() {}

    /** @throws RefusedException naming the field; the problem never quotes a value */
    public static Manifest bind(ObjectNode tree, int document) throws RefusedException {
        String type = typeOf(tree, document);
        Class<? extends Manifest> record = ManifestTypes.of(type)
                .orElseThrow(() -> refused(
                        document, "type", "'" + type + "' is unknown; there are " + listed(ManifestTypes.known())));
        Manifest manifest;
        try {
            manifest = STRICT.treeToValue(tree, record);
        } catch (JsonMappingException e) {
            throw refused(document, Paths.of(e.getPath()), message(e));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree has no syntax", e);
        }
        Required.check(manifest, document);
        return manifest;
    }

    private static String typeOf(ObjectNode tree, int document) throws RefusedException {
        if (!tree.path("type").isTextual()) {
            throw refused(
                    document,
                    "type",
                    tree.has("type") ? "must be text" : "is missing; there are " + listed(ManifestTypes.known()));
        }
        return tree.path("type").textValue();
    }

    private static String message(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = unknown.getKnownPropertyIds();
            return "is unknown" + (known == null ? "" : "; there are " + listed(new TreeSet<>(names(known))));
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "must be " + expected(mismatch.getTargetType(), mismatch instanceof InvalidFormatException);
        }
        return "cannot be read";
    }

    private static Collection<String> names(Collection<Object> ids) {
        return ids.stream().map(String::valueOf).toList();
    }

    private static String expected(Class<?> target, boolean wrongFormat) {
        if (target == String.class || target == Secret.class) {
            return "text";
        }
        if (target == URI.class) {
            return wrongFormat ? "an address" : "an address, as text";
        }
        if (target == boolean.class || target == Boolean.class) {
            return "true or false";
        }
        if (target == BigDecimal.class) {
            return "a number of at most " + PlainNumber.MAX_DIGITS + " digits before the point and as many after it";
        }
        if (target.isPrimitive() || Number.class.isAssignableFrom(target)) {
            return "a whole number";
        }
        if (Collection.class.isAssignableFrom(target)) {
            return "a list";
        }
        return Map.class.isAssignableFrom(target) || target.isRecord() ? "a group of fields" : "something else";
    }

    private static String listed(Collection<String> names) {
        return String.join(", ", names);
    }

    private static RefusedException refused(int document, String path, String message) {
        return new RefusedException(new Problem(document, path, message));
    }
}
