package aigateway.web.openai;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.GatewayException;
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

    /** @throws GatewayException a bad request: the field is one of these, written otherwise */
    public void mustBeExact(String field) {
        mustBeExact(field, field);
    }

    /**
     * The same, in a dialect in which fields have more than one name.
     *
     * @param read the name that stands for the one that the field is given by
     * @throws GatewayException a bad request: the field is one of these, written otherwise
     */
    public void mustBeExact(String field, String read) {
        for (String name : names) {
            // Compares lengths first, and takes a long s for an s and the Kelvin sign for a k, as Go does.
            if (name.equalsIgnoreCase(read) && !name.equals(read)) {
                throw badRequest("The field '" + field + "' must be spelled '" + name + "'.", field);
            }
        }
    }

    /**
     * The same of every field of an object.
     *
     * @throws GatewayException a bad request: a field is one of these, written otherwise
     */
    public void mustBeExact(ObjectNode said) {
        said.fieldNames().forEachRemaining(this::mustBeExact);
    }

    /** What is said of a field that stands in an object by two of its names: which of its values counts, each reader decides. */
    public static GatewayException twice(String field, String name) {
        return badRequest(
                "The field '" + field + "' must be spelled '" + name + "', and not both ways in one object.", field);
    }
}
