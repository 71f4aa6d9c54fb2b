package aigateway.routing;

import aigateway.manifest.type.RoutingConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * In which order a route's targets are tried: those that stand well first, and among those that stand alike as the route
 * says. Of the first many, each gets its share; what comes behind is only tried when they failed.
 */
final class TargetOrder {

    /** So much slower than the fastest a target may be and still share the traffic. */
    private static final double AS_FAST = 1.2;

    private TargetOrder() {}

    static List<Target> of(Route route, TargetStates states, Lots lots) {
        List<Target> targets = route.targets();
        int count = targets.size();
        if (count < 2) {
            return targets;
        }
        Standing[] standings = new Standing[count];
        Standing best = Standing.RESTING;
        for (int i = 0; i < count; i++) {
            standings[i] = states.standing(targets.get(i));
            best = standings[i].compareTo(best) < 0 ? standings[i] : best;
        }
        double[] keys = keys(route, states, lots, standings, best);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int at = i;
            // Insertion: they are few, and equal ones stay as they were written.
            while (at > 0 && isBefore(i, order[at - 1], standings, keys)) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = i;
        }
        List<Target> ordered = new ArrayList<>(count);
        for (int i : order) {
            if (ordered.isEmpty() || targets.get(i).fallbackCandidate()) {
                ordered.add(targets.get(i));
            }
        }
        return ordered;
    }

    private static boolean isBefore(int one, int other, Standing[] standings, double[] keys) {
        int better = standings[one].compareTo(standings[other]);
        return better < 0 || (better == 0 && keys[one] < keys[other]);
    }

    /** The lower the sooner. */
    private static double[] keys(Route route, TargetStates states, Lots lots, Standing[] standings, Standing best) {
        List<Target> targets = route.targets();
        double[] keys = new double[targets.size()];
        switch (route.type()) {
            case RoutingConfig.BY_WEIGHT -> {
                for (int i = 0; i < keys.length; i++) {
                    keys[i] = byWeight(lots.of(i), targets.get(i).weight());
                }
            }
            case RoutingConfig.BY_LATENCY -> byLatency(keys, targets, states, lots, standings, best);
            default -> {
                for (int i = 0; i < keys.length; i++) {
                    keys[i] = targets.get(i).priority();
                }
            }
        }
        return keys;
    }

    /** Waiting times: of any of them, each is first as often as its weight says, whoever else is left out. */
    private static double byWeight(double lot, int weight) {
        return weight <= 0 ? Double.POSITIVE_INFINITY : -Math.log(lot) / weight;
    }

    /** One of the fast ones by lot, then by pace. What is not known is fast until it has shown itself. */
    private static void byLatency(
            double[] keys, List<Target> targets, TargetStates states, Lots lots, Standing[] standings, Standing best) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < keys.length; i++) {
            keys[i] = states.pace(targets.get(i));
            if (standings[i] == best && keys[i] < fastest) {
                fastest = keys[i];
            }
        }
        for (int i = 0; i < keys.length; i++) {
            boolean fast = Double.isNaN(keys[i]) || keys[i] <= fastest * AS_FAST;
            // Lots are at most 1, so whatever is slower comes after them.
            keys[i] = fast ? lots.of(i) : 1 + keys[i];
        }
    }
}
