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
import java.util.regex.Pattern;
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

    private static final String SEPARATOR = ", ";
    private static final Pattern LABELLED = Pattern.compile("[^/]*=");
    private static final String TEAM = "team:";
    private static final String NO_TEAM = "no team";
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
            if (subject.startsWith(TEAM) && !subject.equals(Caller.EVERYONE)) {
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

    /**
     * Whether a pool of this name may be one of these: the rule may have had other dimensions when it was counted.
     *
     * @param pool as it is stored; of a shortened name nobody can tell
     */
    public boolean mayBe(String pool) {
        if (dimensions.isEmpty() || pool.isEmpty()) {
            return dimensions.isEmpty() && pool.isEmpty();
        }
        if (pool.length() >= MAX_LENGTH) {
            return true;
        }
        List<String> values = parts(pool);
        if (values.size() != dimensions.size()) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            if (!isValue(dimensions.get(i), values.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A comma in a value has a backslash before it, as has a backslash. */
    private static List<String> parts(String pool) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < pool.length(); i++) {
            if (pool.charAt(i) == '\\') {
                i++;
            } else if (pool.startsWith(SEPARATOR, i)) {
                parts.add(pool.substring(begin, i));
                begin = i + SEPARATOR.length();
            }
        }
        parts.add(pool.substring(begin));
        return parts;
    }

    private static boolean isValue(String dimension, String value) {
        boolean isCaller = value.startsWith("user:") || value.startsWith("virtualaccount:");
        boolean isTeam = value.startsWith(TEAM) || value.equals(NO_TEAM);
        return switch (dimension) {
            case "user", "virtualaccount" -> isCaller;
            case "team" -> isTeam;
                // Names of accounts and of groups of models have no '='.
            case MODEL -> !isCaller && !isTeam && !LABELLED.matcher(value).lookingAt();
            default -> value.startsWith(escape(label(dimension) + '='));
        };
    }

    private static List<Pool> combine(List<Pool> pools, List<String> values, boolean models) {
        List<Pool> combined = new ArrayList<>(pools.size() * values.size());
        for (Pool pool : pools) {
            for (String value : values) {
                String escaped = escape(value);
                String name = shorten(pool.name.isEmpty() ? escaped : pool.name + SEPARATOR + escaped);
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
                String key = label(dimension);
                yield List.of(key + '=' + call.metadata().getOrDefault(key, ""));
            }
        };
    }

    private static String label(String dimension) {
        return dimension.startsWith(METADATA) ? dimension.substring(METADATA.length()) : dimension;
    }

    private List<String> teams(Call call) {
        Set<String> teams = new TreeSet<>();
        call.caller().teams().forEach(name -> teams.add(TEAM + name));
        if (teams.isEmpty()) {
            return List.of(NO_TEAM);
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
