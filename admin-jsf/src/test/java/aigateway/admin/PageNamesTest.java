package aigateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A name that a page gives must not be one that the server answers itself: it wins over the page's, and the page shows
 * the server's object.
 */
class PageNamesTest {

    /** The implicit objects of Faces 4.0 and of Expression Language 5.0. */
    private static final Set<String> TAKEN = Set.of(
            "application",
            "applicationScope",
            "cc",
            "component",
            "cookie",
            "externalContext",
            "facesContext",
            "flash",
            "flowScope",
            "header",
            "headerValues",
            "initParam",
            "param",
            "paramValues",
            "request",
            "requestScope",
            "resource",
            "session",
            "sessionScope",
            "view",
            "viewScope");

    private static final Pattern GIVEN = Pattern.compile("\\b(?:var|varStatus)\\s*=\\s*[\"']([^\"'#]*)[\"']"
            + "|<(?:ui|c):(?:param|set)\\b[^>]*?\\bname\\s*=\\s*[\"']([^\"'#]*)[\"']");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            List<Path> pages = files.filter(file -> file.toString().endsWith(".xhtml"))
                    .sorted()
                    .toList();
            assertThat(pages).hasSizeGreaterThan(20);
            return pages.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageGivesNoNameThatIsTaken(Path page) throws IOException {
        assertThat(given(Files.readString(page))).as("names given in %s", page).doesNotContainAnyElementsOf(TAKEN);
    }

    @Test
    void namesAreFoundHoweverTheyAreGiven() {
        assertThat(
                        given(
                                """
                        <ui:repeat value="#{x}" var="row" varStatus='at'/><ui:param
                          name="total" value="1"/><f:param name="range" value="2"/><c:set var="view"/>
                        """))
                .containsExactly("row", "at", "total", "view");
    }

    private static List<String> given(String page) {
        return GIVEN.matcher(page)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }
}
