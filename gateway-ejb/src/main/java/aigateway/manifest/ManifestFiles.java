package aigateway.manifest;

import aigateway.audit.Actor;
import aigateway.manifest.document.Documents;
import aigateway.manifest.document.Problem;
import aigateway.manifest.document.RefusedException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file or folder of {@code GATEWAY_CONFIG}, applied when it changes. Files only add and change: what is taken out
 * of a file stays until it is deleted, so a file that is missing for a moment takes nothing down.
 */
final class ManifestFiles {

    private static final System.Logger LOG = System.getLogger(ManifestFiles.class.getName());
    private static final Actor ACTOR = Actor.of("GATEWAY_CONFIG");

    private final Path root;
    private final Manifests manifests;
    private String seen = "";
    private List<Path> known = List.of();

    ManifestFiles(Path root, Manifests manifests) {
        this.root = root;
        this.manifests = manifests;
    }

    /** @throws RuntimeException of the database; then the files are applied at the next call */
    void applyIfChanged() {
        String fingerprint;
        try {
            List<Path> files = files();
            fingerprint = fingerprint(files);
            tellOfMissing(files);
        } catch (IOException e) {
            fingerprint = "unreadable";
            if (!fingerprint.equals(seen)) {
                LOG.log(System.Logger.Level.WARNING, "GATEWAY_CONFIG {0} cannot be read: {1}", root, e);
            }
        }
        if (!fingerprint.equals(seen)) {
            if (!fingerprint.equals("unreadable")) {
                apply();
            }
            seen = fingerprint;
        }
    }

    private void tellOfMissing(List<Path> files) {
        for (Path file : known) {
            if (!files.contains(file)) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "GATEWAY_CONFIG: {0} is gone; what it held stays in force until it is deleted in the console or by"
                                + " the API",
                        file);
            }
        }
        known = files;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of(root);
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(ManifestFiles::isManifestFile).sorted().toList();
        }
    }

    private static boolean isManifestFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".")
                && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"))
                && Files.isRegularFile(file);
    }

    /** With what is behind a link: another file of the same size may bring its time along. */
    private static String fingerprint(List<Path> files) throws IOException {
        StringBuilder result = new StringBuilder();
        for (Path file : files) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            result.append(file)
                    .append('|')
                    .append(file.toRealPath())
                    .append('|')
                    .append(attributes.fileKey())
                    .append('|')
                    .append(attributes.lastModifiedTime().toMillis())
                    .append('|')
                    .append(attributes.size())
                    .append('\n');
        }
        return result.toString();
    }

    private void apply() {
        List<ObjectNode> documents = new ArrayList<>();
        List<String> places = new ArrayList<>();
        Path read = root;
        try {
            for (Path file : files()) {
                read = file;
                int number = 0;
                for (ObjectNode document : Documents.readAny(Files.readString(file))) {
                    number++;
                    places.add(file + ", document " + number);
                    documents.add(document);
                }
            }
        } catch (RefusedException e) {
            Problem problem = e.problem();
            refused(List.of(read + ": " + new Problem(Problem.ELSEWHERE, problem.path(), problem.message())));
            return;
        } catch (MalformedInputException e) {
            refused(List.of(read + ": not UTF-8"));
            return;
        } catch (IOException e) {
            refused(List.of(read + ": " + e));
            return;
        }
        if (places.isEmpty()) {
            return;
        }
        ApplyResult result = manifests.apply(documents, ACTOR, false);
        if (result instanceof ApplyResult.Invalid invalid) {
            refused(invalid.problems().stream()
                    .map(problem -> place(problem, places))
                    .toList());
        } else if (result instanceof ApplyResult.Applied applied
                && !applied.changes().isEmpty()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "GATEWAY_CONFIG: {0} manifests changed; configuration version {1}",
                    applied.changes().size(),
                    Long.toString(applied.version()));
        }
    }

    private static String place(Problem problem, List<String> places) {
        if (problem.document() == Problem.ELSEWHERE) {
            return problem.toString();
        }
        return places.get(problem.document()) + ": "
                + new Problem(Problem.ELSEWHERE, problem.path(), problem.message());
    }

    private static void refused(List<String> problems) {
        LOG.log(
                System.Logger.Level.ERROR,
                "GATEWAY_CONFIG is refused, all of it; what was in force before still is:\n  {0}",
                String.join("\n  ", problems));
    }
}
