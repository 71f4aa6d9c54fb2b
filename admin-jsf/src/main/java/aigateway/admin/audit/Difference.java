package aigateway.admin.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Two versions of a text, line by line: what is gone, what is new, and a little of what is the same around it. */
public final class Difference {

    /** Lines that are the same and shown before and after each change. */
    private static final int AROUND = 3;

    /** Beyond this, comparing all with all would take seconds: everything is gone, and everything is new. */
    private static final int MOST_COMPARISONS = 4_000_000;

    private final List<Line> lines = new ArrayList<>();

    private Difference() {}

    /** What became of a line. */
    public enum Kind {
        SAME,
        GONE,
        NEW,
        /** Stands for several that are the same. */
        FOLD
    }

    /** @param text without a line break */
    public record Line(Kind kind, String text) {

        public String getSign() {
            return switch (kind) {
                case SAME -> " ";
                case GONE -> "−";
                case NEW -> "+";
                case FOLD -> "…";
            };
        }

        /** Its class in the style sheet. */
        public String getStyle() {
            return kind.name().toLowerCase(Locale.ROOT);
        }

        public String getText() {
            return text;
        }
    }

    /** @param before null: there was nothing; @param after null: there is nothing any more */
    static List<Line> of(@Nullable String before, @Nullable String after) {
        List<String> old = lines(before);
        List<String> fresh = lines(after);
        int head = 0;
        int most = Math.min(old.size(), fresh.size());
        while (head < most && old.get(head).equals(fresh.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < most - head && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
            tail++;
        }
        Difference difference = new Difference();
        difference.add(Kind.SAME, old.subList(0, head));
        difference.compare(old.subList(head, old.size() - tail), fresh.subList(head, fresh.size() - tail));
        difference.add(Kind.SAME, old.subList(old.size() - tail, old.size()));
        return folded(difference.lines);
    }

    private static List<String> lines(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : text.lines().toList();
    }

    private void add(Kind kind, List<String> texts) {
        texts.forEach(text -> lines.add(new Line(kind, text)));
    }

    /** By the longest common subsequence. */
    private void compare(List<String> old, List<String> fresh) {
        if ((long) old.size() * fresh.size() > MOST_COMPARISONS) {
            add(Kind.GONE, old);
            add(Kind.NEW, fresh);
            return;
        }
        int[][] common = new int[old.size() + 1][fresh.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = fresh.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(fresh.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < old.size() || j < fresh.size()) {
            if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
                lines.add(new Line(Kind.SAME, old.get(i++)));
                j++;
            } else if (i < old.size() && (j == fresh.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line(Kind.GONE, old.get(i++)));
            } else {
                lines.add(new Line(Kind.NEW, fresh.get(j++)));
            }
        }
    }

    private static List<Line> folded(List<Line> lines) {
        List<Boolean> shown = new ArrayList<>(Collections.nCopies(lines.size(), false));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).kind() != Kind.SAME) {
                for (int near = Math.max(0, i - AROUND); near <= Math.min(lines.size() - 1, i + AROUND); near++) {
                    shown.set(near, true);
                }
            }
        }
        List<Line> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); ) {
            int end = i;
            while (end < lines.size() && !shown.get(end)) {
                end++;
            }
            // One line takes as much room as the sign for it.
            if (end - i > 1) {
                result.add(new Line(Kind.FOLD, (end - i) + " lines are the same"));
                i = end;
            } else {
                result.add(lines.get(i++));
            }
        }
        return result;
    }
}
