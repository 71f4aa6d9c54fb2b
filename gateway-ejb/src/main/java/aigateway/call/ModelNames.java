package aigateway.call;

import java.util.Set;

/**
 * What the model of a call is called. A virtual model has a name and a slug, and stands for others: a rule that names any
 * of them is about the call.
 *
 * @param canonical the one name that stands for all that mean the same: {@code account/model} or {@code group/name}
 * @param own every name that means the same, the canonical one included
 * @param targets {@code account/model} of everything the call may reach, fallbacks included; empty until it is planned
 */
public record ModelNames(String canonical, Set<String> own, Set<String> targets) {

    public ModelNames {
        own = Set.copyOf(own);
        targets = Set.copyOf(targets);
    }

    /** Of a model with one name, which nothing is known about yet. */
    public static ModelNames of(String name) {
        return new ModelNames(name, Set.of(name), Set.of());
    }

    public ModelNames reaching(Set<String> planned) {
        return new ModelNames(canonical, own, planned);
    }
}
