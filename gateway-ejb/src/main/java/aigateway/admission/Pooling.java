package aigateway.admission;

import aigateway.call.Call;
import aigateway.call.ModelNames;
import aigateway.identity.Caller;
import aigateway.manifest.type.When;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which pools of a rule a call draws from: what the manifest calls {@code …_applies_per}.
 *
 * <p>No caller is skipped. {@code user} and {@code virtualaccount} both mean the caller, whichever it is; a member of
 * several teams draws from the pool of each; what a call does not have is a value too.
 */
public final class Pooling {

    /** Longest name of a pool; longer ones end in a digest. */
    public static final int MAX_LENGTH = 250;

    private static final String METADATA = "metadata.";
    private static final List<String> SHARED = List.of("");

    private final List<String> dimensions;
    private final Set<String> namedTeams;
    private final List<String> namedModels;

    /** @param when the rule's condition: when it names teams, only these have pools, and so it is with models */
    public Pooling(List<String> dimensions, When when) {
        this.dimensions = List.copyOf(dimensions);
        Set<String> teams = new TreeSet<>();
        for (String subject : when.subjects()) {
            if (subject.startsWith("team:") && !subject.equals(Caller.EVERYONE)) {
                teams.add(subject);
            }
        }
        this.namedTeams = Set.copyOf(teams);
        this.namedModels = when.models().stream().sorted().distinct().toList();
    }

    /** @return names for people to read, at least one; the empty name is the one pool that all calls share */
    public List<String> pools(Call call) {
        if (dimensions.isEmpty()) {
            return SHARED;
        }
        List<String> pools = SHARED;
        for (String dimension : dimensions) {
            pools = combine(pools, values(dimension, call));
        }
        return pools;
    }

    private static List<String> combine(List<String> pools, List<String> values) {
        List<String> combined = new ArrayList<>(pools.size() * values.size());
        for (String pool : pools) {
            for (String value : values) {
                String escaped = escape(value);
                combined.add(shorten(pool.isEmpty() ? escaped : pool + ", " + escaped));
            }
        }
        return combined;
    }

    /** So that two calls share a pool only when they agree in every dimension. No text of PostgreSQL's has a NUL. */
    private static String escape(String value) {
        return value.indexOf(',') < 0 && value.indexOf('\\') < 0 && value.indexOf('\0') < 0
                ? value
                : value.replace("\\", "\\\\").replace(",", "\\,").replace("\0", "\\0");
    }

    private List<String> values(String dimension, Call call) {
        return switch (dimension) {
            case "user", "virtualaccount" -> List.of(call.caller().subject().toString());
            case "model" -> models(call.names());
            case "team" -> teams(call);
            default -> {
                String key = dimension.startsWith(METADATA) ? dimension.substring(METADATA.length()) : dimension;
                yield List.of(key + '=' + call.metadata().getOrDefault(key, ""));
            }
        };
    }

    private List<String> teams(Call call) {
        Set<String> teams = new TreeSet<>();
        call.caller().teams().forEach(name -> teams.add("team:" + name));
        if (teams.isEmpty()) {
            return List.of("no team");
        }
        Set<String> named = new TreeSet<>(teams);
        named.retainAll(namedTeams);
        return List.copyOf(named.isEmpty() ? teams : named);
    }

    private List<String> models(ModelNames names) {
        List<String> named = new ArrayList<>(namedModels.size());
        for (String model : namedModels) {
            if (names.own().contains(model) || names.targets().contains(model)) {
                named.add(model);
            }
        }
        return named.isEmpty() ? List.of(names.canonical()) : named;
    }

    private static String shorten(String pool) {
        if (pool.length() <= MAX_LENGTH) {
            return pool;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(pool.getBytes(StandardCharsets.UTF_8));
            String suffix = '#' + HexFormat.of().formatHex(digest);
            return pool.substring(0, MAX_LENGTH - suffix.length()) + suffix;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
