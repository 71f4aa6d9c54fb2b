package aigateway.web.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A request that is answered here never reaches the filters behind: what must hold for it too stands before. */
class FilterOrderTest {

    private static final String DIRECT = "direct-chat";

    @Test
    void whatHoldsForEveryRequestStandsBeforeTheAnswer() throws Exception {
        List<String> filters = mapped("/*");

        assertThat(filters).startsWith("trace-ids").containsSubsequence("chunked-requests", "closing", DIRECT);
        assertThat(filters).endsWith("current-request");
    }

    /** Whoever has room for a body must have a thread for it, not the other way round. */
    @Test
    void roomForAControlRequestIsSoughtBeforeItsBodyIsRead() throws Exception {
        assertThat(mapped("/api/svc/*")).containsExactly("control-requests", "slow-bodies");
    }

    /** In the order in which the container calls them. */
    private static List<String> mapped(String pattern) throws Exception {
        NodeList mappings = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("src/main/webapp/WEB-INF/web.xml").toFile())
                .getElementsByTagName("filter-mapping");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < mappings.getLength(); i++) {
            Element mapping = (Element) mappings.item(i);
            if (text(mapping, "url-pattern").equals(pattern)) {
                names.add(text(mapping, "filter-name"));
            }
        }
        return names;
    }

    private static String text(Element mapping, String name) {
        return mapping.getElementsByTagName(name).item(0).getTextContent().strip();
    }
}
