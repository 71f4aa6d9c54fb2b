package aigateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aigateway.manifest.type.RoutingConfig;
import aigateway.manifest.type.StickyRouting;
import aigateway.manifest.type.StickyRouting.SessionIdentifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TargetOrderTest {

    private static final StickyRouting TEN_MINUTES =
            new StickyRouting(600, List.of(new SessionIdentifier("headers", "X-Session")));

    private final Random dice = new Random(42);
    private final Map<String, Standing> standings = new HashMap<>();
    private final Map<String, Double> paces = new HashMap<>();
    private final TargetStates states = new TargetStates() {
        @Override
        public Standing standing(Target target) {
            return standings.getOrDefault(target.id(), Standing.WELL);
        }

        @Override
        public double pace(Target target) {
            return paces.getOrDefault(target.id(), Double.NaN);
        }
    };

    private static Route route(String type, Target... targets) {
        return new Route("r", type, List.of(targets), null);
    }

    private static Target target(String account, int weight) {
        return HealthTest.target(account, weight, null);
    }

    private List<String> order(Route route) {
        return TargetOrder.of(route, states, target -> 1 - dice.nextDouble()).stream()
                .map(target -> target.account().name())
                .toList();
    }

    private Map<String, Integer> firsts(Route route, int requests) {
        Map<String, Integer> firsts = new HashMap<>();
        for (int i = 0; i < requests; i++) {
            firsts.merge(order(route).get(0), 1, Integer::sum);
        }
        return firsts;
    }

    @Test
    void eachIsFirstAsOftenAsItsWeightSays() {
        Map<String, Integer> firsts =
                firsts(route(RoutingConfig.BY_WEIGHT, target("a", 70), target("b", 30), target("c", 0)), 10_000);

        assertThat(firsts.get("a")).isCloseTo(7_000, within(200));
        assertThat(firsts.get("b")).isCloseTo(3_000, within(200));
        assertThat(firsts).doesNotContainKey("c");
    }

    @Test
    void shareOfOneInTroubleGoesToTheOthersByTheirWeights() {
        standings.put("a/m", Standing.FAILING);

        Map<String, Integer> firsts =
                firsts(route(RoutingConfig.BY_WEIGHT, target("a", 80), target("b", 15), target("c", 5)), 10_000);

        assertThat(firsts.get("b")).isCloseTo(7_500, within(200));
        assertThat(firsts.get("c")).isCloseTo(2_500, within(200));
    }

    @Test
    void whoeverStandsWorseIsTriedLater() {
        EnumMap<Standing, String> names = new EnumMap<>(Standing.class);
        List<Target> targets = new ArrayList<>();
        for (Standing standing : List.of(Standing.RESTING, Standing.SLOW, Standing.WELL, Standing.FAILING)) {
            names.put(standing, standing.name());
            standings.put(standing.name() + "/m", standing);
            targets.add(target(standing.name(), 25));
        }

        assertThat(order(route(RoutingConfig.BY_PRIORITY, targets.toArray(Target[]::new))))
                .containsExactly("WELL", "SLOW", "FAILING", "RESTING");
    }

    @Test
    void equalPrioritiesStayAsTheyWereWritten() {
        assertThat(order(route(RoutingConfig.BY_PRIORITY, target("x", 0), target("b", 0), target("a", 0))))
                .containsExactly("x", "b", "a");
    }

    @Test
    void thoseNearlyAsFastAsTheFastestShareTheTraffic() {
        paces.putAll(Map.of("a/m", 10.0, "b/m", 12.0, "c/m", 12.1, "d/m", 50.0));
        Route route = route(RoutingConfig.BY_LATENCY, target("d", 0), target("c", 0), target("b", 0), target("a", 0));

        Map<String, Integer> firsts = firsts(route, 2_000);

        assertThat(firsts).containsOnlyKeys("a", "b");
        assertThat(firsts.get("a")).isCloseTo(1_000, within(120));
        assertThat(order(route).subList(2, 4)).containsExactly("c", "d");
    }

    @Test
    void whoeverIsNotKnownYetCountsAsFastest() {
        paces.putAll(Map.of("a/m", 10.0, "b/m", 30.0));

        assertThat(firsts(route(RoutingConfig.BY_LATENCY, target("a", 0), target("b", 0), target("new", 0)), 500))
                .containsOnlyKeys("a", "new");
    }

    @Test
    void speedOfOneInTroubleIsNoMeasureForTheOthers() {
        paces.putAll(Map.of("a/m", 1.0, "b/m", 10.0, "c/m", 11.0));
        standings.put("a/m", Standing.FAILING);
        Route route = route(RoutingConfig.BY_LATENCY, target("a", 0), target("b", 0), target("c", 0));

        assertThat(firsts(route, 500)).containsOnlyKeys("b", "c");
        assertThat(order(route)).endsWith("a");
    }

    private List<String> sticky(Route route, String session, Sessions sessions) {
        Sticky sticky = route.sticky();
        assertThat(sticky).isNotNull();
        long hash = sticky.session(Map.of("x-session", session), Map.of());
        long window = sessions.window(hash, sticky.ttlMillis());
        return TargetOrder.of(route, states, target -> sticky.lot(hash, window, target)).stream()
                .map(target -> target.account().name())
                .toList();
    }

    private static Route stickyRoute(Target... targets) {
        return new Route("r", RoutingConfig.BY_WEIGHT, List.of(targets), TEN_MINUTES);
    }

    private static List<String> sessions(int count) {
        return IntStream.range(0, count).mapToObj(i -> "session-" + i).toList();
    }

    @Test
    void sessionStaysWhereItIsOnEveryNode() {
        Route here = stickyRoute(target("a", 50), target("b", 30), target("c", 20));
        Route there = stickyRoute(target("a", 50), target("b", 30), target("c", 20));
        Sessions ofThisNode = new Sessions(() -> Instant.ofEpochSecond(1_000_000));
        Sessions ofAnother = new Sessions(() -> Instant.ofEpochSecond(1_000_000));
        Map<String, Integer> firsts = new HashMap<>();

        for (String session : sessions(5_000)) {
            List<String> order = sticky(here, session, ofThisNode);
            assertThat(sticky(here, session, ofThisNode)).isEqualTo(order);
            assertThat(sticky(there, session, ofAnother)).isEqualTo(order);
            firsts.merge(order.get(0), 1, Integer::sum);
        }

        assertThat(firsts.get("a")).isCloseTo(2_500, within(150));
        assertThat(firsts.get("b")).isCloseTo(1_500, within(150));
        assertThat(firsts.get("c")).isCloseTo(1_000, within(150));
    }

    @Test
    void onlySessionsOfTheOneInTroubleMoveAndTheyComeBack() {
        Route route = stickyRoute(target("a", 40), target("b", 40), target("c", 20));
        Sessions sessions = new Sessions(() -> Instant.ofEpochSecond(1_000_000));
        Map<String, String> before = new HashMap<>();
        sessions(1_000).forEach(it -> before.put(it, sticky(route, it, sessions).get(0)));

        standings.put("a/m", Standing.FAILING);
        before.forEach(
                (session, target) -> assertThat(sticky(route, session, sessions).get(0))
                        .satisfies(now -> assertThat(now)
                                .isEqualTo(target.equals("a") ? now : target)
                                .isNotEqualTo("a")));
        standings.clear();

        before.forEach((session, target) ->
                assertThat(sticky(route, session, sessions).get(0)).isEqualTo(target));
    }

    @Test
    void sameModelWithOtherParametersHasItsOwnSessions() {
        Route route = stickyRoute(target("a", 50), target("a", 50));
        Sticky sticky = route.sticky();
        assertThat(sticky).isNotNull();

        assertThat(sticky.lot(7, 1, 0)).isNotEqualTo(sticky.lot(7, 1, 1));
    }

    @Test
    void sessionIsToldByAllThatTellsIt() {
        Sticky sticky = new Sticky(
                "r",
                new StickyRouting(
                        60, List.of(new SessionIdentifier("headers", "X-A"), new SessionIdentifier("metadata", "B"))),
                List.of());

        assertThat(sticky.session(Map.of(), Map.of("b", "other case"))).isEqualTo(Sticky.NONE);
        assertThat(sticky.session(Map.of("x-a", ""), Map.of())).isEqualTo(Sticky.NONE);
        assertThat(List.of(
                        sticky.session(Map.of("x-a", "1"), Map.of()),
                        sticky.session(Map.of(), Map.of("B", "1")),
                        sticky.session(Map.of("x-a", "1"), Map.of("B", "1")),
                        sticky.session(Map.of("x-a", "11"), Map.of()),
                        sticky.session(Map.of("x-a", "1"), Map.of("B", "2"))))
                .doesNotHaveDuplicates()
                .doesNotContain(Sticky.NONE);
    }
}
