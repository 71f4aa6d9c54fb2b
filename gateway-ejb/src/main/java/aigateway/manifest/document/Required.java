package aigateway.manifest.document;

import aigateway.manifest.type.Manifest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A component that is not marked {@link Nullable} and has no default must be given. */
final class Required {

    private Required() {}

    static void check(Manifest manifest, int document) throws RefusedException {
        check((Object) manifest, document, "");
    }

    private static void check(Object value, int document, String path) throws RefusedException {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                check(list.get(i), document, Paths.element(path, i));
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                check(entry.getValue(), document, Paths.field(path, String.valueOf(entry.getKey())));
            }
        } else if (value instanceof Record) {
            checkComponents(value, document, path);
        }
    }

    private static void checkComponents(Object owner, int document, String path) throws RefusedException {
        for (RecordComponent component : owner.getClass().getRecordComponents()) {
            String place = Paths.field(path, snakeCase(component.getName()));
            Object value = read(component, owner);
            if (value != null) {
                check(value, document, place);
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw new RefusedException(new Problem(document, place, "is missing"));
            }
        }
    }

    private static @Nullable Object read(RecordComponent component, Object owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Accessors of records are plain", e);
        }
    }

    static String snakeCase(String name) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (Character.isUpperCase(letter)) {
                result.append('_');
            }
            result.append(letter);
        }
        return result.toString().toLowerCase(Locale.ROOT);
    }
}
