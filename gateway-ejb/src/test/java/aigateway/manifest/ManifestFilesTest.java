package aigateway.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.audit.Actor;
import aigateway.manifest.document.Documents;
import aigateway.store.TestDatabase;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFilesTest {

    private final TestDatabase database = TestDatabase.h2();
    private final TestManifests manifests = new TestManifests(database);
    private final List<String> logged = new ArrayList<>();
    /** Held: the handler goes with a logger that nobody holds. */
    private final Logger logger = Logger.getLogger(ManifestFiles.class.getName());

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private int applied;

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void close() throws Exception {
        logger.removeHandler(handler);
        database.close();
    }

    private ManifestFiles files(Path root) {
        return new ManifestFiles(root, new Manifests() {
            @Override
            public ApplyResult apply(List<ObjectNode> documents, Actor actor, boolean dryRun) {
                applied++;
                return manifests.apply(documents, actor, dryRun);
            }
        });
    }

    /** Times are set: a test is faster than a file system's clock. */
    private void write(String name, String text, int second) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * second));
    }

    private List<String> teams() {
        return manifests.list("team").stream().map(StoredManifest::name).toList();
    }

    @Test
    void aFileIsAppliedAtTheStartAndAgainOnlyWhenItChanges() throws Exception {
        write("gateway.yaml", "{ type: team, name: one }", 1);
        ManifestFiles files = files(folder.resolve("gateway.yaml"));
        files.applyIfChanged();
        files.applyIfChanged();
        assertThat(applied).isEqualTo(1);

        write("gateway.yaml", "{ type: team, name: two }", 2);
        files.applyIfChanged();

        assertThat(teams()).containsExactly("one", "two");
    }

    @Test
    void theFilesOfAFolderAreOneWhole() throws Exception {
        write(
                "a.yaml",
                """
                type: virtual-account
                name: shop
                owned_by: { team: later }
                """,
                1);
        write("b.json", "[{\"type\": \"team\", \"name\": \"later\"}]", 1);
        write("notes.txt", "not for the gateway", 1);
        write(".hidden.yaml", "nonsense", 1);

        files(folder).applyIfChanged();

        assertThat(teams()).containsExactly("later");
        assertThat(manifests.list("virtual-account")).hasSize(1);
        assertThat(applied).isEqualTo(1);
    }

    @Test
    void aFileThatIsTakenAwayTakesNothingAlongAndIsToldOnce() throws Exception {
        write("a.yaml", "{ type: team, name: stays }", 1);
        write("b.yaml", "{ type: team, name: gone }", 1);
        ManifestFiles files = files(folder);
        files.applyIfChanged();

        Files.delete(folder.resolve("b.yaml"));
        files.applyIfChanged();
        files.applyIfChanged();

        assertThat(teams()).containsExactlyInAnyOrder("stays", "gone");
        assertThat(logged)
                .filteredOn(line -> line.contains("b.yaml is gone"))
                .singleElement()
                .asString()
                .contains("until it is deleted");
    }

    @Test
    void aBadFileIsToldWithItsFieldAndChangesNothing() throws Exception {
        write("a.yaml", "{ type: team, name: good }", 1);
        write("b.yaml", "{ type: team, name: fine }\n---\n{ type: team, name: bad, membrs: [] }", 1);

        files(folder).applyIfChanged();

        assertThat(teams()).isEmpty();
        assertThat(logged).singleElement().satisfies(text -> assertThat(text)
                .contains("b.yaml, document 2: membrs: is unknown"));
    }

    @Test
    void aFileOfAFolderThatCannotBeReadIsNamed() throws Exception {
        write("a.yaml", "{ type: team, name: good }", 1);
        write("b.yaml", "type: [unclosed", 1);

        files(folder).applyIfChanged();

        assertThat(teams()).isEmpty();
        assertThat(logged).singleElement().satisfies(text -> assertThat(text).contains("b.yaml: "));
    }

    @Test
    void whatWasInForceBeforeARefusalStaysAndIsSaidTo() throws Exception {
        write("a.yaml", "{ type: team, name: good }", 1);
        ManifestFiles files = files(folder);
        files.applyIfChanged();
        logged.clear();

        write("a.yaml", "{ type: team, name: bad, membrs: [] }", 2);
        files.applyIfChanged();

        assertThat(teams()).containsExactly("good");
        assertThat(logged).singleElement().satisfies(text -> assertThat(text)
                .contains("is refused, all of it", "what was in force before still is"));
    }

    @Test
    void aFileWithoutAManifestKeepsNoOtherAway() throws Exception {
        write("a.yaml", "# later\n", 1);
        write("b.yaml", "", 1);
        write("c.yaml", "---\n# nothing\n", 1);
        write("d.json", "[]", 1);
        write("e.yaml", "{ type: team, name: good }", 1);

        files(folder).applyIfChanged();

        assertThat(teams()).containsExactly("good");
        assertThat(logged).noneMatch(text -> text.contains("refused"));
    }

    @Test
    void anotherFileOfTheSameSizeAndTimeIsApplied() throws Exception {
        write("gateway.yaml", "{ type: team, name: one }", 1);
        ManifestFiles files = files(folder.resolve("gateway.yaml"));
        files.applyIfChanged();

        write("next.yaml", "{ type: team, name: two }", 1);
        Files.move(folder.resolve("next.yaml"), folder.resolve("gateway.yaml"), StandardCopyOption.REPLACE_EXISTING);
        files.applyIfChanged();

        assertThat(teams()).containsExactly("one", "two");
    }

    @Test
    void aFileThatIsMissingIsToldOnceAndAppliedWhenItAppears() throws Exception {
        ManifestFiles files = files(folder.resolve("later.yaml"));
        files.applyIfChanged();
        files.applyIfChanged();
        assertThat(logged).singleElement().satisfies(text -> assertThat(text).contains("later.yaml"));

        write("later.yaml", "{ type: team, name: one }", 1);
        files.applyIfChanged();

        assertThat(teams()).containsExactly("one");
    }

    /** What looks like a number to somebody, and is quoted: a commit, a date, a version. */
    @Test
    void textsOfAFileStayTexts() throws Exception {
        write(
                "gateway.yaml",
                """
                type: virtual-account
                name: build
                tags: { commit: "12e4567", thousand: "1_000", day: "2026-01-02", octal: "017", on: "on", none: "~" }
                """,
                1);

        files(folder).applyIfChanged();

        assertThat(manifests.list("virtual-account")).singleElement().satisfies(stored -> {
            assertThat(stored.yaml()).contains("\"12e4567\"", "\"1_000\"", "\"2026-01-02\"", "\"017\"");
            assertThat(Documents.read(stored.yaml()).get(0).get("tags"))
                    .isEqualTo(Documents.read("{tags: {commit: '12e4567', thousand: '1_000', day: '2026-01-02',"
                                    + " octal: '017', on: 'on', none: '~'}}")
                            .get(0)
                            .get("tags"));
        });
    }

    @Test
    void manyFilesMayBeLongerThanOne() throws Exception {
        for (int i = 0; i < 12; i++) {
            String note = "x".repeat(100_000);
            write(i + ".yaml", "{ type: virtual-account, name: account-" + i + ", tags: { note: " + note + " } }", 1);
        }

        files(folder).applyIfChanged();

        assertThat(manifests.list("virtual-account")).hasSize(12);
    }

    @Test
    void filesAreTriedAgainWhenTheDatabaseWasAway() throws Exception {
        write("a.yaml", "{ type: team, name: one }", 1);
        boolean[] away = {true};
        ManifestFiles files = new ManifestFiles(folder, new Manifests() {
            @Override
            public ApplyResult apply(List<ObjectNode> documents, Actor actor, boolean dryRun) {
                if (away[0]) {
                    throw new IllegalStateException("away");
                }
                return manifests.apply(documents, actor, dryRun);
            }
        });
        try {
            files.applyIfChanged();
        } catch (IllegalStateException expected) {
            away[0] = false;
        }
        files.applyIfChanged();

        assertThat(teams()).containsExactly("one");
    }
}
