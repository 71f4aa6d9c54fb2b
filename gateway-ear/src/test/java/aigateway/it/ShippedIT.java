package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the archives hold, against the lists that lie beside them. */
class ShippedIT {

    private static final Path TARGET = Path.of(System.getProperty("gateway.target", "target"));

    @BeforeEach
    void listsAreWritten() {
        assumeFalse(
                "offline=true".equals(System.getProperty("gateway.maven")),
                "The plugin that writes the lists refuses to under mvn -o");
    }

    @ParameterizedTest
    @CsvSource({
        "ai-gateway.ear, ai-gateway",
        "micro/ROOT.war, ai-gateway",
        "micro/admin.war, ai-gateway",
        "activemq-ra.rar, activemq-ra"
    })
    void everyLibraryInsideIsListed(String archive, String list) throws IOException {
        Set<String> listed = files(list);
        List<String> inside = new ArrayList<>();
        try (InputStream in = Files.newInputStream(TARGET.resolve(archive))) {
            collect(in, inside);
        }

        assertThat(inside).hasSizeGreaterThan(20).allSatisfy(jar -> assertThat(listed)
                .anyMatch(jar::endsWith));
    }

    @Test
    void theServerOfTheRunnableJarIsListed() throws IOException {
        assertThat(files("ai-gateway")).anyMatch(name -> name.startsWith("payara-micro-"));
    }

    @Test
    void whatTheServersBringIsNotPacked() throws IOException {
        List<String> inside = new ArrayList<>();
        try (InputStream in = Files.newInputStream(TARGET.resolve("micro/ROOT.war"))) {
            collect(in, inside);
        }

        assertThat(inside).noneMatch(jar -> jar.startsWith("jakarta.") || jar.startsWith("microprofile-"));
    }

    /** Names of libraries, those of archives within the archive too. */
    private static void collect(InputStream archive, List<String> names) throws IOException {
        ZipInputStream zip = new ZipInputStream(archive);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (name.endsWith(".war")) {
                collect(zip, names);
            } else if (name.endsWith(".jar") && !isModule(name)) {
                names.add(name.substring(name.lastIndexOf('/') + 1));
            }
        }
    }

    /** The EAR gives its own modules short names. */
    private static boolean isModule(String name) {
        return name.equals("gateway-ejb.jar") || name.equals("telemetry-mdb.jar");
    }

    /** The names that the components of a list have as files. */
    private static Set<String> files(String list) throws IOException {
        JsonNode bom =
                GatewayClient.JSON.readTree(TARGET.resolve(list + ".cdx.json").toFile());
        Set<String> names = new HashSet<>();
        for (JsonNode component : bom.path("components")) {
            String purl = component.path("purl").asText();
            String classifier = purl.replaceFirst("^(?:.*[?&]classifier=([^&]+).*|.*)$", "$1");
            names.add(component.path("name").asText() + '-'
                    + component.path("version").asText() + (classifier.isEmpty() ? "" : '-' + classifier) + ".jar");
        }
        return names;
    }
}
