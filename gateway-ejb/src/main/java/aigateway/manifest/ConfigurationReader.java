package aigateway.manifest;

import aigateway.manifest.document.Binding;
import aigateway.manifest.document.Problem;
import aigateway.manifest.document.RefusedException;
import aigateway.manifest.type.Manifest;
import aigateway.platform.Settings;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a whole snapshot, in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ConfigurationReader {

    private static final System.Logger LOG = System.getLogger(ConfigurationReader.class.getName());

    @Inject
    ManifestStore store;

    @Inject
    DraftSecrets secrets;

    @Inject
    Voice voice;

    /** @return empty when the database holds no other version; one cheap query then */
    public Optional<Snapshot> readUnless(long version) {
        long stored = store.version();
        return stored == version ? Optional.empty() : Optional.of(snapshot(stored));
    }

    /** What cannot be used is left out and told: one account without its key must not stop the others. */
    private Snapshot snapshot(long version) {
        List<Manifest> manifests = new ArrayList<>();
        for (Draft draft : store.state().drafts().values()) {
            List<Problem> problems = new ArrayList<>();
            try {
                manifests.add(Binding.bind(secrets.resolved(draft, problems), Problem.ELSEWHERE));
            } catch (RefusedException e) {
                problems.add(e.problem());
            }
            for (Problem problem : problems) {
                LOG.log(
                        voice.level(System.Logger.Level.WARNING),
                        "{0} {1}: {2}",
                        draft.key().kind,
                        draft.key().name,
                        problem);
            }
        }
        return Snapshot.of(version, Settings.ofThisProcess().tenant(), manifests);
    }
}
