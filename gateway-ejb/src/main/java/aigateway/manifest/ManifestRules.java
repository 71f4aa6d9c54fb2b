package aigateway.manifest;

import aigateway.manifest.check.StateCheck;
import aigateway.manifest.document.Binding;
import aigateway.manifest.document.Documents;
import aigateway.manifest.document.ManifestTypes;
import aigateway.manifest.document.Problem;
import aigateway.manifest.document.RefusedException;
import aigateway.manifest.document.StorableTexts;
import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.User;
import aigateway.outbound.AddressPolicy;
import aigateway.platform.Settings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may become of the manifests; knows nothing of where they are kept. */
@ApplicationScoped
class ManifestRules {

    private final DraftSecrets secrets;
    private final StateCheck check;

    @Inject
    ManifestRules(DraftSecrets secrets, AddressPolicy addresses) {
        this(
                secrets,
                new StateCheck(
                        Settings.ofThisProcess().tenant(),
                        addresses,
                        Settings.ofThisProcess().named("mp.jwt.verify.issuer").isPresent()));
    }

    ManifestRules(DraftSecrets secrets, StateCheck check) {
        this.secrets = secrets;
        this.check = check;
    }

    /** For Weld's proxies. */
    @SuppressWarnings("NullAway")
    ManifestRules() {
        this(null, (StateCheck) null);
    }

    /** Reads a text as far as that goes without knowing what is stored. */
    List<Draft> read(String text) throws RefusedException {
        return drafts(Documents.read(text));
    }

    List<Draft> drafts(List<ObjectNode> documents) throws RefusedException {
        List<Draft> drafts = new ArrayList<>();
        Map<ManifestRow.Key, Integer> seen = new HashMap<>();
        for (ObjectNode tree : documents) {
            int document = drafts.size();
            StorableTexts.check(tree, document);
            Binding.bind(tree, document);
            Draft draft = Draft.of(document, tree);
            Integer earlier = seen.put(draft.key(), document);
            if (earlier != null) {
                throw new RefusedException(
                        new Problem(document, "name", "is given in document " + (earlier + 1) + " already"));
            }
            drafts.add(draft);
        }
        return drafts;
    }

    State applied(State current, List<Draft> drafts) throws RefusedException {
        Map<ManifestRow.Key, Draft> next = current.copy();
        for (Draft draft : drafts) {
            Draft stored = current.drafts().get(draft.key());
            Map<String, String> kept = stored == null ? Map.of() : secrets.byKey(stored.tree());
            next.put(draft.key(), draft.with(secrets.unmasked(draft, kept)));
        }
        return new State(next);
    }

    State deleted(State current, ManifestRow.Key key) throws RefusedException {
        Map<ManifestRow.Key, Draft> next = current.copy();
        if (next.remove(key) == null) {
            throw new RefusedException(
                    new Problem(Problem.ELSEWHERE, "name", "there is no " + key.kind + " '" + key.name + "'"));
        }
        return new State(next);
    }

    /**
     * What is wrong with the state to be. Stored manifests that were in trouble before (a variable that is gone, a host
     * no longer allowed) do not stand in the way of another change.
     */
    List<Problem> problems(State current, State next) {
        Set<Problem> old = new HashSet<>(problemsOf(current, Set.of()));
        List<Problem> problems = new ArrayList<>(problemsOf(next, current.without(next)));
        problems.removeIf(problem -> problem.document() == Problem.ELSEWHERE && old.contains(problem));
        problems.addAll(single(next));
        if (hasAdmin(current) && !hasAdmin(next)) {
            problems.add(new Problem(Problem.ELSEWHERE, "roles", "no user would be an admin any more"));
        }
        return problems;
    }

    private List<Problem> problemsOf(State state, Set<String> gone) {
        List<Problem> problems = new ArrayList<>();
        List<Manifest> manifests = new ArrayList<>();
        IdentityHashMap<Manifest, Integer> documents = new IdentityHashMap<>();
        for (Draft draft : state.drafts().values()) {
            List<Problem> missing = new ArrayList<>();
            Manifest manifest = bound(draft, missing);
            if (draft.document() != Problem.ELSEWHERE) {
                problems.addAll(missing);
            }
            if (manifest != null) {
                manifests.add(manifest);
                documents.put(manifest, draft.document());
            }
        }
        // A secret that could not be looked up is missing to the check as well: once is enough.
        Set<String> told = new HashSet<>();
        problems.forEach(problem -> told.add(problem.place()));
        check.problems(manifests, gone, manifest -> documents.getOrDefault(manifest, Problem.ELSEWHERE)).stream()
                .filter(problem -> !told.contains(problem.place()))
                .forEach(problems::add);
        return problems;
    }

    /** @return null for a stored manifest that this version of the gateway cannot read */
    @Nullable
    Manifest bound(Draft draft, List<Problem> problems) {
        try {
            return Binding.bind(secrets.resolved(draft, problems), draft.document());
        } catch (RefusedException e) {
            problems.add(e.problem());
            return null;
        }
    }

    private static List<Problem> single(State state) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Draft> seen = new HashMap<>();
        for (Draft draft : state.drafts().values()) {
            Draft other = ManifestTypes.isSingle(draft.key().kind) ? seen.put(draft.key().kind, draft) : null;
            if (other != null) {
                boolean stored = draft.document() == Problem.ELSEWHERE;
                Draft newer = stored ? other : draft;
                Draft older = stored ? draft : other;
                problems.add(new Problem(
                        newer.document(),
                        "name",
                        "there is one " + newer.key().kind + " only, and it is called '" + older.key().name
                                + "': change or delete that one"));
            }
        }
        return problems;
    }

    private boolean hasAdmin(State state) {
        return state.drafts().values().stream()
                .filter(draft -> draft.type().equals(User.TYPE))
                .map(draft -> bound(draft, new ArrayList<>()))
                .anyMatch(manifest ->
                        manifest instanceof User user && user.roles().contains("admin"));
    }

    List<Change> changes(State current, State next) {
        List<Change> changes = new ArrayList<>();
        next.drafts().forEach((key, draft) -> {
            Draft before = current.drafts().get(key);
            if (before == null) {
                changes.add(new Change(Change.Action.CREATE, key.kind, key.name, null, yaml(draft)));
            } else if (!before.saysTheSameAs(draft)) {
                changes.add(new Change(Change.Action.UPDATE, key.kind, key.name, yaml(before), yaml(draft)));
            }
        });
        current.drafts().forEach((key, draft) -> {
            if (!next.drafts().containsKey(key)) {
                changes.add(new Change(Change.Action.DELETE, key.kind, key.name, yaml(draft), null));
            }
        });
        return changes;
    }

    /** Of a manifest that was there before and is after: what is another secret now, or none. */
    Set<String> changedSecrets(Change change, State current, State next) {
        ManifestRow.Key key = new ManifestRow.Key(change.kind(), change.name());
        Draft before = current.drafts().get(key);
        Draft after = next.drafts().get(key);
        if (before == null || after == null) {
            return Set.of();
        }
        Set<String> changed = new HashSet<>(secrets.others(before, after));
        changed.addAll(secrets.takenAway(before, after));
        return changed;
    }

    private String yaml(Draft draft) {
        return Documents.yaml(secrets.masked(draft.tree()));
    }
}
