package aigateway.admin.overview;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.admin.session.Me;
import aigateway.telemetry.Figures;
import aigateway.telemetry.Overview;
import aigateway.telemetry.SpanQueries;
import aigateway.telemetry.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewPageTest {

    private final List<String> asked = new ArrayList<>();
    private List<String> names = List.of("env", "tier");

    @Test
    void firstLabelIsTakenUntilOneIsChosen() {
        OverviewPage page = page("label", null);

        assertThat(page.getLabel()).isEqualTo("env");
        assertThat(asked).containsExactly("", "env");
    }

    @Test
    void chosenLabelIsAskedForAtOnce() {
        OverviewPage page = page("label", "tier");

        assertThat(page.getLabel()).isEqualTo("tier");
        assertThat(asked).containsExactly("tier");
    }

    @Test
    void labelsAreNotReadForOtherGroups() {
        names = List.of();
        assertThat(page("model", "tier").getLabel()).isEmpty();
        assertThat(page("label", null).getLabel()).as("requests have none").isEmpty();
        assertThat(asked).containsExactly("null", "");
    }

    private OverviewPage page(String group, String label) {
        OverviewPage page = new OverviewPage();
        page.clock = Instant::now;
        page.me = new Me() {
            @Override
            public Viewer viewer() {
                return Viewer.OF_ALL;
            }
        };
        page.queries = new SpanQueries() {
            @Override
            public Overview overview(Instant from, Instant until, int buckets, Viewer viewer, String wanted) {
                asked.add(String.valueOf(wanted));
                return new Overview(
                        from,
                        until,
                        Duration.ofMinutes(1),
                        Figures.NONE,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        names);
            }
        };
        page.setGroup(group);
        page.setWanted(label);
        return page;
    }
}
