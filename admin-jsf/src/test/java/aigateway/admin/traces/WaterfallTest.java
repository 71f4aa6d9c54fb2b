package aigateway.admin.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aigateway.call.Operation;
import aigateway.telemetry.SpanRow;
import aigateway.telemetry.SpanView;
import aigateway.telemetry.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaterfallTest {

    private static final Instant START = Instant.parse("2026-06-01T10:00:00Z");

    @Test
    void childrenStandBelowTheirParentInTheOrderOfTheirStarts() {
        Trace trace =
                trace(span("a", null, 0, 100), span("c", "a", 50, 40), span("b", "a", 10, 30), span("d", "b", 15, 10));

        List<Line> lines = Waterfall.of(trace);

        assertThat(lines).extracting(line -> line.span().row().spanId()).containsExactly("a", "b", "d", "c");
        assertThat(lines).extracting(Line::depth).containsExactly(0, 1, 2, 1);
        assertThat(lines.get(1).left()).isCloseTo(10, within(1e-6));
        assertThat(lines.get(1).width()).isCloseTo(30, within(1e-6));
    }

    @Test
    void spanWhoseParentIsElsewhereStandsAtTheLeft() {
        assertThat(Waterfall.of(trace(span("a", "gone", 0, 10))))
                .extracting(Line::depth)
                .containsExactly(0);
    }

    @Test
    void circleOfParentsIsDrawnOnce() {
        assertThat(Waterfall.of(trace(span("a", "b", 0, 10), span("b", "a", 0, 10))))
                .hasSize(2);
    }

    @Test
    void nothingSticksOutOfThePicture() {
        assertThat(Waterfall.of(trace(span("a", null, 0, 0))))
                .allSatisfy(line -> assertThat(line.left() + line.width()).isBetween(0.0, 100.0));
    }

    /** What nobody gave a look has that of a list. */
    @ParameterizedTest
    @EnumSource
    void everyKindOfRequestHasALookThatIsDrawn(Operation asked) throws IOException {
        String icons = Files.readString(Path.of("src/main/webapp/resources/console/icons.svg"));

        String icon = Waterfall.of(trace(span(asked.spanType(), "a", null, 0, 1)))
                .get(0)
                .icon();

        assertThat(icon).isNotEqualTo("list");
        assertThat(icons).contains("id=\"" + icon + "\"");
    }

    private static Trace trace(SpanView... spans) {
        return new Trace("t", List.of(spans));
    }

    private static SpanView span(String id, @Nullable String parent, long startMillis, long millis) {
        return span("Model", id, parent, startMillis, millis);
    }

    private static SpanView span(String kind, String id, @Nullable String parent, long startMillis, long millis) {
        SpanRow row = new SpanRow(
                "t",
                id,
                parent,
                parent == null,
                START.plusMillis(startMillis),
                Duration.ofMillis(millis),
                kind,
                "CLIENT",
                "OK",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return new SpanView(row, Map.of(), List.of());
    }
}
