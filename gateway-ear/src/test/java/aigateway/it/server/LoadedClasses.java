package aigateway.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What another Java process holds, asked of the process itself. */
public final class LoadedClasses {

    private final ProcessHandle process;

    public LoadedClasses(ProcessHandle process) {
        this.process = process;
    }

    /** Whether it has ever needed the class. */
    public boolean contain(String type) throws IOException, InterruptedException {
        return ask("VM.class_hierarchy", type).contains(type);
    }

    /** Whether an object of the class is there; stops the process for as long as a collection takes. */
    public boolean haveInstances(String type) throws IOException, InterruptedException {
        return ask("GC.class_histogram")
                .lines()
                .anyMatch(line -> line.contains(' ' + type + ' ') || line.endsWith(' ' + type));
    }

    private String ask(String... command) throws IOException, InterruptedException {
        String[] line = new String[command.length + 2];
        line[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        line[1] = String.valueOf(process.pid());
        System.arraycopy(command, 0, line, 2, command.length);
        Process asked = new ProcessBuilder(line).redirectErrorStream(true).start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(asked.waitFor()).as(answer).isZero();
        return answer;
    }
}
