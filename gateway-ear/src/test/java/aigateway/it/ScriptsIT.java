package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build does on machines that lack something, tried with a path on which there is nothing but what is said here. */
class ScriptsIT {

    private static final Path SCRIPTS = Path.of("src/test/scripts").toAbsolutePath();
    private static final String OLD =
            "[ \"$2\" = 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' ] && exit 1";

    @TempDir
    Path folder;

    private Path programs;
    private String said = "";

    @BeforeEach
    void makeAMachine() throws IOException {
        programs = Files.createDirectories(folder.resolve("programs"));
        for (String name : List.of(
                "sh", "dirname", "uname", "tr", "mkdir", "ln", "rm", "cat", "chmod", "grep", "sed", "head", "sort",
                "mktemp")) {
            Path there = Path.of("/usr/bin", name);
            Files.createSymbolicLink(
                    programs.resolve(name),
                    Files.exists(there) ? there : Path.of("/bin").resolve(name));
        }
    }

    @Test
    void anOldNodeIsReplacedByTheOneThatNpmBrings() throws Exception {
        program("id", "echo 1000");
        program("node", OLD);
        program(
                "npm",
                "while [ \"$1\" != --prefix ]; do shift; done; for package; do :; done",
                "there=$2/node_modules/${package%@*}/bin; mkdir -p $there",
                "echo \"$package\" > $2/asked; echo '#!/bin/sh' > $there/node; chmod +x $there/node");

        assertThat(run("node.sh", folder.resolve("node").toString())).as(said).isZero();

        assertThat(said).doesNotContain("WARNING");
        assertThat(folder.resolve("node/bin/node")).isExecutable();
        assertThat(folder.resolve("node/asked")).content().matches("node-[a-z]+-(x64|arm64)@2\\d\\.\\d+\\.\\d+\\s*");
    }

    @Test
    void whereNothingBringsNodeTheBuildGoesOnAndSaysWhatToInstall() throws Exception {
        program("id", "echo 1000");
        program("node", OLD);
        program("npm", "exit 1");

        assertThat(run("node.sh", folder.resolve("node").toString())).as(said).isZero();

        assertThat(said).contains("WARNING", "install Node.js 20 or newer with npm");
        assertThat(folder.resolve("node/bin/node")).doesNotExist();
    }

    @Test
    void thePackageManagerIsAskedWhereSudoNeedsNoPassword() throws Exception {
        program("id", "echo 1000");
        program("sudo", "shift; echo \"as root: $*\" >> " + folder.resolve("log"));
        program("apt-get", "exit 1");

        assertThat(run("browser.sh")).as(said).isZero();

        assertThat(folder.resolve("log"))
                .content()
                .contains("as root: apt-get update", "apt-get install", "chromium chromium-driver");
        assertThat(said).contains("WARNING", "install chromium and chromedriver");
    }

    @Test
    void whatIsThereIsNotAskedFor() throws Exception {
        program("node", "exit 0");
        program("npm", "echo npm was asked");
        program("chromium", "exit 0");
        program("chromedriver", "exit 0");

        assertThat(run("node.sh", folder.resolve("node").toString())).as(said).isZero();
        assertThat(said).isEmpty();
        assertThat(run("browser.sh")).as(said).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void anOldMavenFetchesANewerOnce() throws Exception {
        program("java", "exit 0");
        program(
                "mvn",
                "[ \"$1\" = --version ] && { echo Apache Maven 3.6.3; exit 0; }",
                "for word; do case $word in -DoutputDirectory=*) to=${word#*=};; -Dartifact=*) what=${word#*=};; esac; done",
                "version=${what#*apache-maven:}; version=${version%%:*}; there=$to/apache-maven-$version/bin; mkdir -p $there",
                "echo '#!/bin/sh' > $there/mvn; echo \"echo Apache Maven $version, asked for \\$*\" >> $there/mvn",
                "chmod +x $there/mvn");

        assertThat(run("../../../../mvnw", "verify")).as(said).isZero();
        assertThat(said).contains("Fetching Maven 3.9").containsPattern("Apache Maven 3\\.9\\.\\d+, asked for verify");

        assertThat(run("../../../../mvnw", "verify")).as(said).isZero();
        assertThat(said).doesNotContain("Fetching").contains("asked for verify");
    }

    private void program(String name, String... lines) throws IOException {
        Path file = programs.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private int run(String script, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", SCRIPTS.resolve(script).toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("PATH", programs.toString());
        builder.environment().put("MAVEN_USER_HOME", folder.resolve("maven").toString());
        Process process = builder.redirectErrorStream(true).start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }
}
