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
import org.jspecify.annotations.Nullable;

/**
 * Which pools of a rule a call draws from: what the manifest calls {@code …_applies_per}.
 *
 * <p>No caller is skipped. {@code user} and {@code virtualaccount} both mean the caller, whichever it is; a member of
 * several teams draws from the pool of each; what a call does not have is a value too.
 */
public final class Pooling {

    /** Longest name of a pool; longer ones end in a digest. */
    public static final int MAX_LENGTH = 250;

    /**
     * What is counted together.
     *
     * @param name for people to read; empty for the one that all calls share
     * @param model whose it is, where a rule that names models has one for each; null: whatever answers
     */
    public record Pool(String name, @Nullable String model) {

        private static final Pool SHARED = new Pool("", null);
    }

    private static final String MODEL = "model";
    private static final String METADATA = "metadata.";
    private static final List<Pool> SHARED = List.of(Pool.SHARED);

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

    /** @return at least one */
    public List<Pool> pools(Call call) {
        if (dimensions.isEmpty()) {
            return SHARED;
        }
        List<Pool> pools = SHARED;
        for (String dimension : dimensions) {
            pools = combine(pools, values(dimension, call), dimension.equals(MODEL) && !namedModels.isEmpty());
        }
        return pools;
    }

    private static List<Pool> combine(List<Pool> pools, List<String> values, boolean models) {
        List<Pool> combined = new ArrayList<>(pools.size() * values.size());
        for (Pool pool : pools) {
            for (String value : values) {
                String escaped = escape(value);
                String name = shorten(pool.name.isEmpty() ? escaped : pool.name + ", " + escaped);
                combined.add(new Pool(name, models ? value : pool.model));
            }
        }
        return combined;
    }

    /** So that two calls share a pool only when they agree in every dimension. */
    private static String escape(String value) {
        return value.indexOf(',') < 0 && value.indexOf('\\') < 0 && value.indexOf('\0') < 0
                ? value
                : storable(value.replace("\\", "\\\\").replace(",", "\\,"));
    }

    /** What every database takes as a text: PostgreSQL has none with a NUL, and refuses all that is written with it. */
    public static String storable(String text) {
        return text.replace("\0", "\\0");
    }

    private List<String> values(String dimension, Call call) {
        return switch (dimension) {
            case "user", "virtualaccount" -> List.of(call.caller().subject().toString());
            case MODEL -> models(call.names());
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
