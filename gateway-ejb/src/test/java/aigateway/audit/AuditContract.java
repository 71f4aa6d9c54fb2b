package aigateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.store.TestDatabase;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds of the audit trail on every database. */
abstract class AuditContract {

    private static final Actor ANN = new Actor("user:ann@example.com", "192.0.2.1");
    private static final Actor SHOP = new Actor("virtualaccount:shop", "192.0.2.2");
    private static final Thing MODEL = new Thing(Thing.MODEL, "openai-main/gpt-4o");

    Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final InstantSource clock = () -> now;
    final TestDatabase database = database();
    private final Denials denials = TestAudit.denials(clock);
    private boolean away;
    private Runnable meanwhile = () -> {};
    private final AuditDesk desk = desk();

    abstract TestDatabase database();

    /** A desk whose store has a transaction for each call, as the container gives it one. */
    private AuditDesk desk() {
        AuditDesk made = new AuditDesk();
        made.clock = clock;
        made.denials = denials;
        made.store = new AuditStore() {
            @Override
            public Map<Denial, Long> write(Map<Denial, Tally> tallies) {
                if (away) {
                    throw new IllegalStateException("away");
                }
                Map<Denial, Long> rows = store(it -> it.write(tallies));
                meanwhile.run();
                return rows;
            }

            @Override
            public void writeNotKept(long many) {
                store(it -> {
                    it.writeNotKept(many);
                    return null;
                });
            }

            @Override
            public int prune(Instant before, int most) {
                return store(it -> it.prune(before, most));
            }
        };
        return made;
    }

    private <T> T store(Function<AuditStore, T> work) {
        return database.transaction(entities -> {
            AuditStore store = new AuditStore();
            store.entities = entities;
            store.clock = clock;
            return work.apply(store);
        });
    }

    private void keep(Actor who, AuditAction action, Thing thing) {
        database.transaction(entities -> {
            TestAudit.trail(entities, clock).keep(who, action, thing, "said to people");
            return null;
        });
        now = now.plusSeconds(1);
    }

    private List<AuditEntry> entries(AuditFilter filter) {
        return database.transaction((EntityManager entities) -> {
            AuditQueries queries = TestAudit.queries(entities);
            return queries.page(filter, null, 2_000).orElseThrow().entries();
        });
    }

    private static AuditFilter by(@Nullable String actor, @Nullable AuditAction action, @Nullable String type) {
        return new AuditFilter(null, null, actor, action, type, null);
    }

    @Test
    void anEntrySaysWhoDidWhatToWhatWhenAndFromWhere() {
        Instant then = now;
        keep(ANN, AuditAction.KEY_ISSUED, new Thing(Thing.KEY, "id-1"));

        assertThat(entries(AuditFilter.ALL)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(ANN);
            assertThat(entry.action()).isEqualTo(AuditAction.KEY_ISSUED);
            assertThat(entry.thing()).isEqualTo(new Thing(Thing.KEY, "id-1"));
            assertThat(entry.at()).isEqualTo(then);
            assertThat(entry.times()).isEqualTo(1);
            assertThat(entry.detail()).isEqualTo("said to people");
        });
    }

    @Test
    void eachFilterLeavesWhatItNames() {
        Instant first = now;
        keep(ANN, AuditAction.KEY_ISSUED, new Thing(Thing.KEY, "id-1"));
        keep(SHOP, AuditAction.SIGNED_IN, new Thing(Thing.SESSION, "shop"));
        keep(ANN, AuditAction.KEY_REVOKED, new Thing(Thing.KEY, "id-2"));

        assertThat(entries(by(ANN.name(), null, null))).hasSize(2);
        assertThat(entries(by(null, AuditAction.SIGNED_IN, null)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.actor()).isEqualTo(SHOP));
        assertThat(entries(by(null, null, Thing.KEY)))
                .extracting(entry -> entry.thing().name())
                .containsExactly("id-2", "id-1");
        assertThat(entries(new AuditFilter(null, null, null, null, Thing.KEY, "id-1")))
                .hasSize(1);
        assertThat(entries(new AuditFilter(first.plusSeconds(1), first.plusSeconds(2), null, null, null, null)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.action()).isEqualTo(AuditAction.SIGNED_IN));
    }

    @Test
    void pagesShowEachEntryOnceThoughManyHappenAtOnceAndNewOnesCome() {
        for (int i = 0; i < 7; i++) {
            keep(ANN, AuditAction.KEY_ISSUED, new Thing(Thing.KEY, "id-" + i));
            now = now.minusSeconds(i % 3 == 0 ? 0 : 1);
        }
        List<Long> all = entries(AuditFilter.ALL).stream().map(AuditEntry::id).toList();

        List<Long> paged = new ArrayList<>();
        String after = null;
        do {
            String from = after;
            AuditPage page = database.transaction(entities ->
                    TestAudit.queries(entities).page(AuditFilter.ALL, from, 2).orElseThrow());
            page.entries().forEach(entry -> paged.add(entry.id()));
            after = page.next();
            now = now.plusSeconds(60);
            keep(SHOP, AuditAction.SIGNED_IN, new Thing(Thing.SESSION, "later"));
        } while (after != null);

        assertThat(paged).isEqualTo(all).hasSize(7);
    }

    @Test
    void aPlaceThatIsNoneIsToldAndNotAsked() {
        assertThat(database.<Boolean>transaction(entities -> TestAudit.queries(entities)
                        .page(AuditFilter.ALL, "1.1' OR 1=1", 10)
                        .isEmpty()))
                .isTrue();
    }

    @Test
    void whatIsTooLongOrNoTextIsCutAndKept() {
        keep(new Actor("u".repeat(1_000), "a".repeat(200)), AuditAction.DENIED, new Thing("t\0", "n".repeat(5_000)));

        assertThat(entries(AuditFilter.ALL)).singleElement().satisfies(entry -> {
            assertThat(entry.actor().name()).hasSize(320);
            assertThat(entry.thing().name()).hasSize(512);
            assertThat(entry.thing().type()).isEqualTo("t ");
        });
    }

    private void deny(Actor who, String model) {
        denials.note(new Denial(who, AuditAction.DENIED, new Thing(Thing.MODEL, model)), "No.");
    }

    @Test
    void aFloodOfTheSameDenialIsOneEntryAMinuteWithItsNumber() {
        for (int second = 0; second < 90; second++) {
            for (int i = 0; i < 10; i++) {
                deny(SHOP, MODEL.name());
            }
            desk.write();
            now = now.plusSeconds(1);
        }
        deny(SHOP, "another");
        desk.write();

        List<AuditEntry> flood = entries(new AuditFilter(null, null, null, null, Thing.MODEL, MODEL.name()));
        assertThat(flood).hasSize(2).extracting(AuditEntry::times).containsExactly(290L, 610L);
        assertThat(flood.get(1).lastAt()).isEqualTo(flood.get(1).at().plusSeconds(60));
        assertThat(flood.get(1).action().outcome()).isEqualTo(AuditAction.Outcome.DENIED);
        assertThat(entries(AuditFilter.ALL)).hasSize(3);
    }

    @Test
    void aFloodWithoutAPauseIsOneEntryAMinute() {
        meanwhile = () -> deny(SHOP, MODEL.name());
        meanwhile.run();
        for (int second = 0; second < 130; second++) {
            desk.write();
            now = now.plusSeconds(1);
        }
        meanwhile = () -> {};
        desk.write();

        List<AuditEntry> flood = entries(AuditFilter.ALL);
        assertThat(flood.stream().mapToLong(AuditEntry::times).sum()).isEqualTo(131);
        assertThat(flood).hasSize(3).allSatisfy(entry -> assertThat(Duration.between(entry.at(), entry.lastAt()))
                .isLessThanOrEqualTo(Duration.ofSeconds(61)));
    }

    @Test
    void anEntryThatWentOnIsFoundByWhenItDid() {
        deny(SHOP, MODEL.name());
        now = now.plusSeconds(30);
        deny(SHOP, MODEL.name());
        desk.write();

        assertThat(entries(new AuditFilter(now.minusSeconds(10), null, null, null, null, null)))
                .hasSize(1);
        assertThat(entries(new AuditFilter(now.plusSeconds(1), null, null, null, null, null)))
                .isEmpty();
    }

    @Test
    void whoIsRefusedAllTheTimeLeavesRoomForOthers() {
        for (int i = 0; i < Denials.MOST_OF_ONE + 70; i++) {
            deny(SHOP, "model " + i);
        }
        deny(new Actor("user:eve", null), "model 3");
        desk.write();

        assertThat(entries(by(SHOP.name(), null, null))).hasSize(Denials.MOST_OF_ONE);
        assertThat(entries(by("user:eve", null, null))).hasSize(1);
        assertThat(entries(by(null, AuditAction.DENIALS_NOT_KEPT, null)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.times()).isEqualTo(70));
    }

    @Test
    void moreDifferentDenialsThanAreKeptAreCounted() {
        int callers = Denials.MOST / Denials.MOST_OF_ONE + 5;
        for (int i = 0; i < Denials.MOST + 70; i++) {
            deny(new Actor("user:" + i % callers, null), "model " + i);
        }
        deny(new Actor("user:3", null), "model 3");
        desk.write();
        now = now.plus(Duration.ofMinutes(2));
        desk.write();
        deny(SHOP, "after the flood");
        desk.write();

        assertThat(entries(by(null, AuditAction.DENIED, null))).hasSize(1_001);
        assertThat(entries(by(null, AuditAction.DENIALS_NOT_KEPT, null)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.times()).isEqualTo(70));
        assertThat(entries(new AuditFilter(null, null, null, null, Thing.MODEL, "model 3")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.times()).isEqualTo(2));
        assertThat(entries(new AuditFilter(null, null, null, null, Thing.MODEL, "after the flood")))
                .hasSize(1);
    }

    @Test
    void denialsWaitForADatabaseThatIsAway() {
        away = true;
        deny(SHOP, MODEL.name());
        try {
            desk.write();
        } catch (IllegalStateException expected) {
            deny(SHOP, MODEL.name());
        }
        away = false;
        desk.write();
        desk.write();

        assertThat(entries(AuditFilter.ALL)).singleElement().satisfies(entry -> assertThat(entry.times())
                .isEqualTo(2));
    }

    @Test
    void whatIsOlderThanItIsKeptGoesInPiecesAndNothingElse() {
        for (int i = 0; i < 7; i++) {
            keep(ANN, AuditAction.KEY_ISSUED, new Thing(Thing.KEY, "old"));
        }
        assertThat(store(it -> it.prune(now, 3)).intValue()).isEqualTo(3);
        now = now.plus(Duration.ofDays(10));
        keep(ANN, AuditAction.KEY_ISSUED, new Thing(Thing.KEY, "new"));

        assertThat(desk.prune(Duration.ofDays(9))).isEqualTo(4);
        assertThat(entries(AuditFilter.ALL))
                .extracting(entry -> entry.thing().name())
                .containsExactly("new");
    }
}
