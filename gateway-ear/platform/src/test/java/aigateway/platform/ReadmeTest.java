package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.config.Names;
import org.junit.jupiter.api.Test;

/** The README's table of settings and the code name the same ones. */
class ReadmeTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** How the code asks for a setting: a name for MicroProfile Config, or of the environment. */
    private static final Pattern IN_CODE = Pattern.compile(
            "\"((?:gateway|mp\\.jwt)\\.[a-z.]+|(?:GATEWAY|ENABLE_OTEL|OTEL|AWS|MP_JWT)_[A-Z_]+|[A-Z]+_(?:API_KEY|BASE_URL))\"");

    /** What MicroProfile JWT has constants for. */
    private static final Pattern BY_CONSTANT = Pattern.compile("\\bNames\\.([A-Z_]+)\\b");

    private static final Pattern IN_README =
            Pattern.compile("`((?:GATEWAY|ENABLE_OTEL|OTEL|AWS|MP_JWT)_[A-Z_]+|[A-Z]+_(?:API_KEY|BASE_URL))`");

    /** What the jar's own parts tell each other; nobody sets them. */
    private static final Set<String> INTERNAL = Set.of("GATEWAY_ALONE", "GATEWAY_DEPLOYED_", "GATEWAY_HTTP_PORT");

    @Test
    void everySettingOfTheCodeIsInTheReadmeAndTheOtherWayRound() throws IOException {
        assertThat(settingsOfTheCode()).isEqualTo(found(IN_README, Files.readString(ROOT.resolve("README.md"))));
    }

    private static Set<String> settingsOfTheCode() throws IOException {
        Set<String> settings = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().endsWith(".java")
                            && file.toString().replace('\\', '/').contains("/src/main/"))
                    .map(file -> quoted(text(file)))
                    .forEach(text -> settings.addAll(found(IN_CODE, text)));
        }
        settings.removeAll(INTERNAL);
        return settings;
    }

    private static String quoted(String text) {
        return text.contains("import " + Names.class.getName() + ';')
                ? BY_CONSTANT.matcher(text).replaceAll(found -> '"' + constant(found.group(1)) + '"')
                : text;
    }

    private static String constant(String name) {
        try {
            return (String) Names.class.getField(name).get(null);
        } catch (ReflectiveOperationException unknown) {
            throw new AssertionError(unknown);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1).replace('.', '_').toUpperCase(Locale.ROOT));
        }
        return names;
    }
}
