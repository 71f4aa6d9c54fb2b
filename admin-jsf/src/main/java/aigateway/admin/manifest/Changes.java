package aigateway.admin.manifest;

import aigateway.admin.session.Me;
import aigateway.manifest.ApplyResult;
import aigateway.manifest.Configuration;
import aigateway.manifest.Manifests;
import aigateway.manifest.Seen;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The one way in which a page changes a manifest: by an administrator, under their name. */
@RequestScoped
public class Changes {

    private static final int TRIES = 100;
    private static final Duration BETWEEN = Duration.ofMillis(20);

    @Inject
    Manifests manifests;

    @Inject
    Configuration configuration;

    @Inject
    Me me;

    public ApplyResult replace(Seen seen, String yaml) {
        return change(seen, yaml, false);
    }

    /** What replacing would do. */
    public ApplyResult tried(Seen seen, String yaml) {
        return change(seen, yaml, true);
    }

    private ApplyResult change(Seen seen, String yaml, boolean dryRun) {
        me.mustBeAdmin();
        return inForce(manifests.replace(seen, yaml, me.actor(), dryRun));
    }

    public ApplyResult delete(String kind, String name) {
        me.mustBeAdmin();
        return inForce(manifests.delete(kind, name, me.actor(), false));
    }

    /** The next page shows the configuration in force, so it waits until that is the one just made. */
    private ApplyResult inForce(ApplyResult result) {
        if (result instanceof ApplyResult.Applied applied) {
            for (int i = 0; i < TRIES && configuration.current().version() < applied.version(); i++) {
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
        return result;
    }
}
