package aigateway.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static List<String> lines(@Nullable String before, @Nullable String after) {
        return Difference.of(before, after).stream()
                .map(line -> line.getSign() + line.getText())
                .toList();
    }

    private static String numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
    }

    @Test
    void aLineThatChangedIsGoneAndNewWithWhatIsAroundIt() {
        assertThat(lines("type: team\nname: ml\nmembers: [a]\n", "type: team\nname: ml\nmembers: [a, b]\n"))
                .containsExactly(" type: team", " name: ml", "−members: [a]", "+members: [a, b]");
    }

    @Test
    void whatWasNotThereBeforeIsAllNewAndWhatIsNotThereAfterAllGone() {
        assertThat(lines(null, "a\nb")).containsExactly("+a", "+b");
        assertThat(lines("a\nb", null)).containsExactly("−a", "−b");
    }

    @Test
    void linesThatMovedInTheMiddleAreFoundAgain() {
        assertThat(lines("x\na\nb\nc\ny", "x\nb\nc\nd\ny")).containsExactly(" x", "−a", " b", " c", "+d", " y");
    }

    @Test
    void whatIsTheSameFarAwayIsFolded() {
        List<String> shown = lines(numbered(0, 40), numbered(0, 20) + "\nnew\n" + numbered(20, 40));

        assertThat(shown)
                .containsExactly(
                        "…17 lines are the same",
                        " line 17",
                        " line 18",
                        " line 19",
                        "+new",
                        " line 20",
                        " line 21",
                        " line 22",
                        "…17 lines are the same");
    }

    @Test
    void applyingTheDifferenceGivesTheNewTextWhateverTheTwoWere() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            String before = random(random);
            String after = random(random);
            List<Difference.Line> lines = Difference.of(before, after);
            if (lines.stream().anyMatch(line -> line.kind() == Difference.Kind.FOLD)) {
                continue;
            }
            assertThat(text(lines, Difference.Kind.GONE)).isEqualTo(after);
            assertThat(text(lines, Difference.Kind.NEW)).isEqualTo(before);
        }
    }

    private static String text(List<Difference.Line> lines, Difference.Kind without) {
        return lines.stream()
                .filter(line -> line.kind() != without)
                .map(Difference.Line::getText)
                .collect(Collectors.joining("\n"));
    }

    private static String random(Random random) {
        return IntStream.range(0, 1 + random.nextInt(6))
                .mapToObj(i -> "l" + random.nextInt(4))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void hugeTextsAreNotComparedWithEachOtherLineByLine() {
        assertThat(lines(numbered(0, 5_000), numbered(10_000, 15_000))).hasSize(10_000);
    }
}
