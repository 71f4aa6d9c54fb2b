package aigateway.manifest.type;

import java.util.List;

/**
 * @param members names of users
 */
public record Team(String type, String name, List<String> members) implements Manifest {

    public static final String TYPE = "team";

    /** The team of all users, which no manifest makes. Virtual accounts are not in it. */
    public static final String EVERYONE = "everyone";

    public Team {
        members = members == null ? List.of() : List.copyOf(members);
    }
}
