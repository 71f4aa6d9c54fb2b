package aigateway.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.identity.Subject;
import aigateway.store.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedbacksTest {

    private static final String TRACE = "0".repeat(31) + "1";
    private static final String SPAN = "0".repeat(15) + "1";
    private static final Subject ANN = Subject.user("ann@example.com");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final TestDatabase database = TestDatabase.h2();

    @AfterEach
    void stop() throws Exception {
        database.close();
    }

    @Test
    void whoSaysItAgainSaysItInstead() {
        String id = in(NOON, feedbacks -> feedbacks.give(TRACE, SPAN, ANN, 2, "wrong", "{\"a\":1}"));
        String again = in(NOON.plusSeconds(5), feedbacks -> feedbacks.give(TRACE, SPAN, ANN, 4, null, null));
        String other = in(
                NOON.plusSeconds(9),
                feedbacks -> feedbacks.give(TRACE, SPAN, Subject.virtualAccount("ann@example.com"), 5, null, null));

        assertThat(again).isEqualTo(id).matches("[0-9a-f]{32}");
        assertThat(other).isNotEqualTo(id);
        assertThat(on(List.of(TRACE, "x")))
                .hasSize(2)
                .startsWith(new Feedback(
                        id, TRACE, SPAN, "user", "ann@example.com", 4, null, null, NOON, NOON.plusSeconds(5)));
        assertThat(on(List.of())).isEmpty();
    }

    @Test
    void nobodyChangesAnothersOpinion() {
        String id = in(NOON, feedbacks -> feedbacks.give(TRACE, SPAN, ANN, 2, "wrong", null));
        Subject eve = Subject.user("eve@example.com");

        assertThat(did(feedbacks -> feedbacks.change(id, eve, 5, null, null))).isFalse();
        assertThat(did(feedbacks -> feedbacks.takeBack(id, eve))).isFalse();
        assertThat(did(feedbacks -> feedbacks.takeBack("nothing", ANN))).isFalse();
        assertThat(did(feedbacks -> feedbacks.change(id, ANN, 3, "so so", null)))
                .isTrue();
        assertThat(on(List.of(TRACE)).get(0).rating()).isEqualTo(3);
        assertThat(did(feedbacks -> feedbacks.takeBack(id, ANN))).isTrue();
        assertThat(on(List.of(TRACE))).isEmpty();
    }

    private boolean did(Function<Feedbacks, Boolean> work) {
        return in(NOON, work);
    }

    private List<Feedback> on(List<String> traces) {
        return in(NOON, feedbacks -> feedbacks.on(traces));
    }

    private <T> T in(Instant now, Function<Feedbacks, T> work) {
        return database.transaction(entities -> {
            Feedbacks feedbacks = new Feedbacks();
            feedbacks.entities = entities;
            feedbacks.clock = InstantSource.fixed(now);
            return work.apply(feedbacks);
        });
    }
}
