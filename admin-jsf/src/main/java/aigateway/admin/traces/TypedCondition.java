package aigateway.admin.traces;

import aigateway.telemetry.query.Filter;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One more condition on spans, as it stands in the form: texts that are none yet. */
public class TypedCondition implements Serializable {

    private static final long serialVersionUID = 1L;

    private @Nullable String what;
    private @Nullable String name;
    private @Nullable String operator;
    private @Nullable String value;

    /** Whether anybody chose what it is about: the form sends the rest in any case. */
    boolean isThere() {
        return what != null;
    }

    /** @throws IllegalArgumentException saying what is wrong with it */
    Filter filter() {
        return Filters.typed(what == null ? "" : what, name, operator == null ? "" : operator, value);
    }

    public @Nullable String getWhat() {
        return what;
    }

    public void setWhat(@Nullable String what) {
        this.what = what;
    }

    /** Of an attribute or a label. */
    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getOperator() {
        return operator;
    }

    public void setOperator(@Nullable String operator) {
        this.operator = operator;
    }

    public @Nullable String getValue() {
        return value;
    }

    public void setValue(@Nullable String value) {
        this.value = value;
    }
}
