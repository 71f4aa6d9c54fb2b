package aigateway.admin.manifest;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a manifest as inputs show them that cannot be empty: a box is checked or not, a menu has a choice. Such an input
 * shows what an absent field means and gives it back with every submit. Nobody wrote that, so it stays absent.
 */
public class FormFields extends AbstractMap<String, @Nullable Object> {

    private final Map<String, @Nullable Object> written;
    private final Map<String, Object> defaults;

    /**
     * @param written what the manifest says; changed by what is put here
     * @param defaults what fields mean that it does not have
     */
    public FormFields(Map<String, @Nullable Object> written, Map<String, Object> defaults) {
        this.written = written;
        this.defaults = defaults;
    }

    @Override
    public @Nullable Object get(@Nullable Object field) {
        Object value = written.get(field);
        return value == null ? defaults.get(field) : value;
    }

    @Override
    public @Nullable Object put(String field, @Nullable Object value) {
        boolean unsaid = written.get(field) == null && Objects.equals(value, defaults.get(field));
        return unsaid ? null : written.put(field, value);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return written.entrySet();
    }
}
