package aigateway.web.openai;

import static aigateway.call.GatewayException.badRequest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The names of the fields that a reader acts on. Not every server reads JSON as strictly: to Go's library, which many
 * models are served with, {@code Model} is {@code model}, and the one that comes last counts. So a name that is one of these
 * but for its case would be heeded there, and not here: by no permission, limit or budget.
 */
public final class FieldNames {

    private final List<String> names;

    public FieldNames(Collection<String> names) {
        this.names = List.copyOf(names);
    }

    /** These and more. */
    public FieldNames and(Collection<String> more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(more);
        return new FieldNames(all);
    }

    /** @throws aigateway.call.GatewayException a bad request: the field is one of these, written otherwise */
    public void mustBeExact(String field) {
        for (String name : names) {
            // Compares lengths first, and takes a long s for an s and the Kelvin sign for a k, as Go does.
            if (name.equalsIgnoreCase(field) && !name.equals(field)) {
                throw badRequest("The field '" + field + "' must be spelled '" + name + "'.", field);
            }
        }
    }

    /**
     * The same of every field of an object.
     *
     * @throws aigateway.call.GatewayException a bad request: a field is one of these, written otherwise
     */
    public void mustBeExact(ObjectNode said) {
        said.fieldNames().forEachRemaining(this::mustBeExact);
    }
}
