package aigateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.ModelCall;
import aigateway.call.Operation;
import aigateway.call.Ticker;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.Snapshot;
import aigateway.manifest.Voice;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.manifest.type.When;
import aigateway.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitUsesTest {

    private final TestDatabase database = TestDatabase.h2();
    private final Ticker clock = new Ticker("2026-11-20T10:00:00Z");
    private Snapshot snapshot = snapshot(10);

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void theConsoleSeesWhatAllNodesCountedTogether() {
        Node one = new Node();
        Node two = new Node();
        one.call("ann", 3);
        two.call("ann", 4);
        two.call("bob", 1);
        one.news.tell();
        two.news.tell();

        List<RateLimitUse> uses = new Node().limits.use();

        assertThat(uses).extracting(RateLimitUse::pool).containsExactly("user:ann", "user:bob");
        assertThat(uses).extracting(RateLimitUse::used).containsExactly(7L, 1L);
        assertThat(uses.get(0).share()).isEqualTo(0.7);
        assertThat(uses.get(0).resetsAt()).isEqualTo(Instant.parse("2026-11-20T10:01:00Z"));
    }

    /** PostgreSQL would take none of the changes that it comes with. */
    @Test
    void anIdThatNoDatabaseTakesIsWrittenAsOneThatTheyTake() {
        snapshot = snapshot("r\0x", 10);
        Node node = new Node();
        node.call("ann", 1);
        node.news.tell();

        assertThat(node.limits.use()).extracting(RateLimitUse::ruleId).containsExactly("r\\0x");
    }

    @Test
    void onlyWhatChangedIsWritten() {
        Node node = new Node();
        node.news.tell();
        assertThat(node.writes).isZero();
        node.call("ann", 1);
        node.news.tell();
        node.news.tell();
        assertThat(node.writes).isEqualTo(1);

        snapshot = snapshot(20);
        node.news.tell();
        assertThat(node.writes).isEqualTo(2);
        assertThat(node.limits.use().get(0).limit()).isEqualTo(20);
    }

    @Test
    void whatIsFreeAgainDisappears() {
        Node node = new Node();
        node.call("ann", 1);
        node.news.tell();
        clock.move(Duration.ofSeconds(62));
        node.news.tell();

        assertThat(node.limits.use()).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void whatANodeLeftBehindIsNotShownAndIsSweptAway() {
        Node gone = new Node();
        gone.call("ann", 1);
        gone.news.tell();
        clock.move(Duration.ofSeconds(62));

        Node other = new Node();
        assertThat(other.limits.use()).isEmpty();
        assertThat(rows()).isEqualTo(1);
        other.uses.sweep(clock.instant());
        assertThat(rows()).isZero();
    }

    private long rows() {
        return database.transaction(
                entities -> entities.createQuery("select count(r) from RateLimitUseRow r", Long.class)
                        .getSingleResult());
    }

    private static Snapshot snapshot(long limit) {
        return snapshot("r", limit);
    }

    private static Snapshot snapshot(String id, long limit) {
        RateLimitingConfig.Rule rule =
                new RateLimitingConfig.Rule(id, When.ALWAYS, limit, "requests_per_minute", List.of("user"), false);
        return Snapshot.of(
                limit, "default", List.of(new RateLimitingConfig(RateLimitingConfig.TYPE, "limits", List.of(rule))));
    }

    private final class Node {

        private final RateLimits limits = new RateLimits(clock);
        private final RateLimitNews news = new RateLimitNews();
        private int writes;

        private final RateLimitUses uses = new RateLimitUses() {
            @Override
            public void tell(String node, Changes changes) {
                writes++;
                database.transaction(entities -> {
                    this.entities = entities;
                    super.tell(node, changes);
                    return true;
                });
            }

            @Override
            public void sweep(Instant now) {
                database.transaction(entities -> {
                    this.entities = entities;
                    super.sweep(now);
                    return true;
                });
            }

            @Override
            public List<RateLimitUse> current(Instant now) {
                return database.transaction(entities -> {
                    this.entities = entities;
                    return super.current(now);
                });
            }
        };

        Node() {
            limits.configuration = () -> snapshot;
            limits.uses = uses;
            news.limits = limits;
            news.voice = new Voice();
            news.uses = uses;
        }

        void call(String user, int times) {
            Caller caller = Caller.of(Subject.user(user), user, List.of(), List.of(), null, Map.of());
            for (int i = 0; i < times; i++) {
                limits.admit(new ModelCall(caller, Operation.CHAT, "m", Map.of(), false, 1, 1, null));
            }
        }
    }
}
