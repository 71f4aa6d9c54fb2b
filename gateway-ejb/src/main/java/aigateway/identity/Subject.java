package aigateway.identity;

import java.util.Optional;

/** Someone a rule or a permission can name, written {@code user:ann@example.com}, {@code team:ml}, {@code virtualaccount:shop}. */
public record Subject(Type type, String name) {

    public enum Type {
        USER("user"),
        TEAM("team"),
        VIRTUAL_ACCOUNT("virtualaccount");

        private final String prefix;

        Type(String prefix) {
            this.prefix = prefix;
        }

        public String prefix() {
            return prefix;
        }
    }

    public static Subject user(String email) {
        return new Subject(Type.USER, email);
    }

    public static Subject team(String name) {
        return new Subject(Type.TEAM, name);
    }

    public static Subject virtualAccount(String name) {
        return new Subject(Type.VIRTUAL_ACCOUNT, name);
    }

    /** @return empty when the text is not {@code type:name} with a known type and a name */
    public static Optional<Subject> parse(String text) {
        for (Type type : Type.values()) {
            int colon = type.prefix.length();
            if (text.length() > colon + 1 && text.charAt(colon) == ':' && text.startsWith(type.prefix)) {
                return Optional.of(new Subject(type, text.substring(colon + 1)));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return type.prefix + ':' + name;
    }
}
