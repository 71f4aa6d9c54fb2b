package aigateway.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnedObjectsTest {

    private static final Subject ANN = Subject.user("ann@example.com");
    private static final Subject BOT = Subject.virtualAccount("ann@example.com");

    /** With a team that only its token knew. */
    private static final Maker MAKER = Maker.of(
            Caller.of(ANN, "Ann", Set.of("ml", "sales \u00fc"), Set.of(), null, Map.of()),
            Map.of("project", "a \"quoted\" one", "env", ""));

    private final TestDatabase database = TestDatabase.h2();

    @AfterEach
    void stop() throws Exception {
        database.close();
    }

    @Test
    void whoeverMadeItHasIt() {
        in(objects -> {
            objects.claim("main", List.of("file-1", "file-1", "file-2"), ANN);
            objects.claim("main", List.of("file-3"), BOT);
            return true;
        });
        // Somebody who repeats a known id gains nothing.
        in(objects -> {
            objects.claim("main", List.of("file-1"), BOT);
            return true;
        });

        List<String> all = List.of("file-1", "file-2", "file-3", "file-4");
        assertThat(owned("main", all, ANN)).containsExactlyInAnyOrder("file-1", "file-2");
        assertThat(owned("main", all, BOT)).containsExactly("file-3");
        assertThat(owned("other", all, ANN)).isEmpty();
        assertThat(owned("main", List.of(), ANN)).isEmpty();
    }

    @Test
    void manyAreAskedInTurns() {
        List<String> many = IntStream.range(0, 1200).mapToObj(i -> "file-" + i).toList();
        in(objects -> {
            objects.claim("main", many, ANN);
            return true;
        });
        assertThat(owned("main", many, ANN)).hasSize(1200);
    }

    @Test
    void whatAnObjectCameToIsPaidOnceByWhoeverMadeIt() {
        in(objects -> {
            objects.claim("main", List.of("batch-1"), ANN);
            return true;
        });

        assertThat(settled("other", "batch-1")).isEmpty();
        assertThat(settled("main", "batch-2")).isEmpty();
        assertThat(settled("main", "batch-1")).map(Maker::subject).contains(ANN);
        assertThat(settled("main", "batch-1")).isEmpty();
        assertThat(owned("main", List.of("batch-1"), ANN)).containsExactly("batch-1");
    }

    @Test
    void whoeverMadeItIsKnownByItsTeamsAndLabelsWhenItIsPaid() {
        claimed("batch-1", "not-followed", "too-much");
        follow("batch-1", 20);
        in(objects -> {
            objects.follow("main", "batch-1", new Maker(BOT, Set.of("other"), Map.of()), Duration.ZERO);
            objects.follow("main", "too-much", new Maker(ANN, Set.of("t".repeat(131_072)), Map.of()), Duration.ZERO);
            return true;
        });

        assertThat(due(20, 10)).extracting(FollowedObject::maker).contains(MAKER);
        assertThat(settled("main", "batch-1")).contains(MAKER);
        assertThat(settled("main", "not-followed")).contains(new Maker(ANN, null, Map.of()));
        assertThat(settled("main", "too-much")).contains(new Maker(ANN, null, Map.of()));
    }

    @Test
    void mostLabelsOfARequestAreKept() {
        Map<String, String> most = IntStream.range(0, 64)
                .boxed()
                .collect(Collectors.toMap(
                        i -> "\u0001".repeat(126) + (char) (48 + i / 8) + (char) (48 + i % 8),
                        i -> "\u0001".repeat(128)));
        claimed("batch-1");
        Maker wordy = new Maker(ANN, Set.of(), most);
        in(objects -> {
            objects.follow("main", "batch-1", wordy, Duration.ZERO);
            return true;
        });

        assertThat(settled("main", "batch-1")).contains(wordy);
    }

    @Test
    void whatIsFollowedIsDueWhenItsPauseIsOver() {
        claimed("batch-1", "batch-2", "file-1");
        follow("batch-1", 20);
        follow("batch-2", 30);
        assertThat(due(19, 10)).isEmpty();

        assertThat(due(20, 10))
                .containsExactly(new FollowedObject("main", "batch-1", MAKER, Duration.ofSeconds(20), false));
        assertThat(due(20, 10)).as("it is moved on").isEmpty();
        assertThat(due(40, 1))
                .as("no more at once than one wants, the longest due first")
                .extracting(FollowedObject::id)
                .containsExactly("batch-2");
        assertThat(due(40, 1)).extracting(FollowedObject::id).containsExactly("batch-1");
    }

    @Test
    void whatTwoNodesHaveSeenAtOnceIsTakenByOne() {
        claimed("batch-1", "batch-2");
        follow("batch-1", 20);
        follow("batch-2", 30);
        List<FollowedObject> quick = new ArrayList<>();

        List<FollowedObject> slow = in(objects -> {
            objects.clock = InstantSource.fixed(Instant.EPOCH.plusSeconds(40));
            return objects.due(10, age -> {
                // This node has read what is due and taken nothing yet.
                if (quick.isEmpty()) {
                    quick.addAll(due(40, 1));
                }
                return Duration.ofSeconds(20);
            });
        });

        assertThat(quick).extracting(FollowedObject::id).containsExactly("batch-1");
        assertThat(slow).extracting(FollowedObject::id).containsExactly("batch-2");
    }

    @Test
    void whatIsSettledGivenUpOrAskedForTheLastTimeIsNotDueAgain() {
        claimed("settled", "given-up", "old");
        follow("settled", 20);
        follow("given-up", 20);
        follow("old", 20);
        settled("main", "settled");
        in(objects -> {
            objects.unfollow("main", "given-up");
            return true;
        });
        follow("settled", 20);

        List<FollowedObject> asked = in(objects -> {
            objects.clock = InstantSource.fixed(Instant.EPOCH.plusSeconds(20));
            return objects.due(10, age -> null);
        });
        assertThat(asked).containsExactly(new FollowedObject("main", "old", MAKER, Duration.ofSeconds(20), true));
        assertThat(due(1_000_000, 10)).isEmpty();
    }

    private void claimed(String... ids) {
        in(objects -> {
            objects.claim("main", List.of(ids), ANN);
            return true;
        });
    }

    private void follow(String id, long pauseSeconds) {
        in(objects -> {
            objects.follow("main", id, MAKER, Duration.ofSeconds(pauseSeconds));
            return true;
        });
    }

    private List<FollowedObject> due(long seconds, int most) {
        return in(objects -> {
            objects.clock = InstantSource.fixed(Instant.EPOCH.plusSeconds(seconds));
            return objects.due(most, age -> Duration.ofSeconds(20));
        });
    }

    private Optional<Maker> settled(String account, String id) {
        return in(objects -> objects.settle(account, id));
    }

    private Set<String> owned(String account, List<String> ids, Subject by) {
        return in(objects -> objects.owned(account, ids, by));
    }

    private <T> T in(Function<OwnedObjects, T> work) {
        return database.transaction(entities -> {
            OwnedObjects objects = new OwnedObjects();
            objects.entities = entities;
            objects.clock = InstantSource.fixed(Instant.EPOCH);
            return work.apply(objects);
        });
    }
}
