package aigateway.manifest.check;

import aigateway.manifest.document.Paths;
import aigateway.manifest.document.Problem;
import aigateway.manifest.type.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one manifest; every question it asks leaves the path of the field. */
final class Findings {

    private static final int MAX_ID = 200;

    private final List<Problem> problems = new ArrayList<>();
    private final int document;
    private final String prefix;

    /** @param document position in what is applied, or {@link Problem#ELSEWHERE} */
    Findings(int document, Manifest manifest) {
        this.document = document;
        this.prefix = document == Problem.ELSEWHERE ? manifest.kind() + ' ' + manifest.name() + ": " : "";
    }

    List<Problem> problems() {
        return problems;
    }

    void add(String path, String message) {
        problems.add(new Problem(document, prefix + path, message));
    }

    void require(boolean holds, String path, String message) {
        if (!holds) {
            add(path, message);
        }
    }

    void oneOf(@Nullable String value, Collection<String> known, String path) {
        if (value == null) {
            add(path, "is missing; there are " + String.join(", ", known));
        } else if (!known.contains(value)) {
            add(path, "'" + value + "' is unknown; there are " + String.join(", ", known));
        }
    }

    /** Each value is given once, and is not blank. */
    void unique(List<String> values, String listPath, String field) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String path = Paths.field(Paths.element(listPath, i), field);
            require(!values.get(i).isBlank(), path, "is empty");
            require(seen.add(values.get(i)), path, "'" + values.get(i) + "' is given twice");
        }
    }

    /** Of rules: they stand in headers, in columns of the database and in what people read. */
    <R> void ids(List<R> rules, Function<R, String> id, String listPath) {
        List<String> ids = rules.stream().map(id).toList();
        unique(ids, listPath, "id");
        for (int i = 0; i < ids.size(); i++) {
            require(
                    ids.get(i).length() <= MAX_ID,
                    Paths.field(Paths.element(listPath, i), "id"),
                    "must have at most " + MAX_ID + " characters");
        }
    }

    void each(List<String> values, String listPath, Predicate<String> good, String message) {
        for (int i = 0; i < values.size(); i++) {
            require(good.test(values.get(i)), Paths.element(listPath, i), "'" + values.get(i) + "' " + message);
        }
    }

    void notEmpty(Collection<?> values, String path) {
        require(!values.isEmpty(), path, "is empty");
    }
}
