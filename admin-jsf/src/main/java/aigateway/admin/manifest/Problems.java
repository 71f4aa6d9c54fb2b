package aigateway.admin.manifest;

import aigateway.manifest.document.Problem;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** Why a draft was refused, for the top of the page and for each field. */
public class Problems implements Serializable {

    private static final long serialVersionUID = 1L;

    static final Problems NONE = new Problems(List.of());

    private final List<Line> lines;

    /** @param path empty for the manifest as a whole */
    public record Line(String path, String message) implements Serializable {}

    Problems(List<Problem> problems) {
        this.lines = List.copyOf(problems.stream()
                .map(problem -> new Line(problem.path(), problem.message()))
                .toList());
    }

    public List<Line> getAll() {
        return lines;
    }

    public boolean isNone() {
        return lines.isEmpty();
    }

    /** What is wrong with one field or with anything below it; empty when nothing is. */
    public String at(String path) {
        return lines.stream()
                .filter(line ->
                        line.path.equals(path) || line.path.startsWith(path + '.') || line.path.startsWith(path + '['))
                .map(Line::message)
                .collect(Collectors.joining(". "));
    }
}
