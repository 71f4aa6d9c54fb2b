package aigateway.manifest;

import aigateway.audit.Actor;
import aigateway.manifest.document.ManifestTypes;
import aigateway.manifest.document.Problem;
import aigateway.manifest.document.RefusedException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * What the operators decided, and changes to it. A change is checked as a whole against the state that would result, and
 * then all of it is written in one transaction, or nothing is.
 */
@Stateless
public class Manifests {

    @Inject
    ManifestStore store;

    @Inject
    ManifestRules rules;

    /** Tells others of this archive, within the transaction. Other archives and nodes see the new version. */
    @Inject
    Event<Changed> changed;

    /**
     * @param text YAML with one or several documents, or JSON
     * @param actor who asks, for the audit trail
     * @param dryRun answers what would change, and changes nothing
     */
    public ApplyResult apply(String text, Actor actor, boolean dryRun) {
        return apply(() -> rules.read(text), drafts -> {}, actor, dryRun);
    }

    /** The same, of manifests that have been read already, from one text or several. */
    public ApplyResult apply(List<ObjectNode> documents, Actor actor, boolean dryRun) {
        return apply(() -> rules.drafts(documents), drafts -> {}, actor, dryRun);
    }

    /**
     * What an editor of one manifest makes of what it was shown. Refused where that would be another manifest, or undo what
     * somebody else did meanwhile.
     *
     * @param seen what was shown
     */
    public ApplyResult replace(Seen seen, String text, Actor actor, boolean dryRun) {
        return apply(() -> rules.read(text), drafts -> seen.mustAllow(drafts, store), actor, dryRun);
    }

    private ApplyResult apply(Reading reading, Condition condition, Actor actor, boolean dryRun) {
        List<Draft> drafts;
        try {
            drafts = reading.drafts();
        } catch (RefusedException e) {
            return new ApplyResult.Invalid(List.of(e.problem()));
        }
        return change(
                current -> {
                    condition.mustAllow(drafts);
                    return rules.applied(current, drafts);
                },
                actor,
                dryRun);
    }

    /** Refused while another manifest refers to it. */
    public ApplyResult delete(String kind, String name, Actor actor, boolean dryRun) {
        ManifestRow.Key key = new ManifestRow.Key(kind, name);
        return change(current -> rules.deleted(current, key), actor, dryRun);
    }

    private ApplyResult change(PlannedState plan, Actor actor, boolean dryRun) {
        long version = dryRun ? store.version() : store.lock();
        State current = store.state();
        State next;
        try {
            next = plan.from(current);
        } catch (RefusedException e) {
            return new ApplyResult.Invalid(List.of(e.problem()));
        }
        List<Problem> problems = rules.problems(current, next);
        if (!problems.isEmpty()) {
            return new ApplyResult.Invalid(problems);
        }
        List<Change> changes = rules.changes(current, next);
        if (changes.isEmpty() || dryRun) {
            return new ApplyResult.Applied(changes, version);
        }
        long written = store.write(current, next, actor);
        changes.forEach(
                change -> changed.fire(new Changed(change, rules.changedSecrets(change, current, next), actor)));
        return new ApplyResult.Applied(changes, written);
    }

    @FunctionalInterface
    private interface Reading {
        List<Draft> drafts() throws RefusedException;
    }

    /** Asked while nobody else changes anything. */
    @FunctionalInterface
    private interface Condition {
        void mustAllow(List<Draft> drafts) throws RefusedException;
    }

    @FunctionalInterface
    private interface PlannedState {
        State from(State current) throws RefusedException;
    }

    /** Whether there are manifests of such a kind at all. */
    public boolean isKind(String kind) {
        return ManifestTypes.isKind(kind);
    }

    /** All that there are, in the order of the alphabet. */
    public List<String> kinds() {
        return ManifestTypes.kinds();
    }

    /** @param kind {@code provider-account}, {@code virtual-account}, …: what stands before the slash in a type */
    public List<StoredManifest> list(String kind) {
        return store.list(kind);
    }

    public Optional<StoredManifest> find(String kind, String name) {
        return store.find(kind, name);
    }

    /** Newest first. */
    public List<ManifestChange> history(String kind, String name) {
        return store.history(kind, name);
    }

    /**
     * What an entry of the audit trail did to a manifest.
     *
     * @return empty when there is no such entry, or it is about something else
     */
    public Optional<ManifestChange> change(long auditId) {
        return store.change(auditId);
    }

    /** Of the configuration that the database holds; {@link Configuration} has the one in force in this process. */
    public long version() {
        return store.version();
    }
}
