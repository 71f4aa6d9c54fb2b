package aigateway.price;

import java.util.List;
import java.util.regex.Pattern;

/** A condition on the name of a model or a provider. Names are compared in lower case. */
sealed interface Clause {

    /** @param name in lower case */
    boolean matches(String name);

    record Equal(String text) implements Clause {
        @Override
        public boolean matches(String name) {
            return name.equals(text);
        }
    }

    record StartsWith(String text) implements Clause {
        @Override
        public boolean matches(String name) {
            return name.startsWith(text);
        }
    }

    record EndsWith(String text) implements Clause {
        @Override
        public boolean matches(String name) {
            return name.endsWith(text);
        }
    }

    record Contains(String text) implements Clause {
        @Override
        public boolean matches(String name) {
            return name.contains(text);
        }
    }

    record Regex(Pattern pattern) implements Clause {
        static Regex of(String regex) {
            return new Regex(Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
        }

        @Override
        public boolean matches(String name) {
            return pattern.matcher(name).find();
        }
    }

    record Or(List<Clause> clauses) implements Clause {
        @Override
        public boolean matches(String name) {
            for (Clause clause : clauses) {
                if (clause.matches(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    record And(List<Clause> clauses) implements Clause {
        @Override
        public boolean matches(String name) {
            for (Clause clause : clauses) {
                if (!clause.matches(name)) {
                    return false;
                }
            }
            return true;
        }
    }
}
