package aigateway.manifest;

import aigateway.platform.Settings;
import jakarta.enterprise.context.ApplicationScoped;

/** The configuration in force in this process; {@link ConfigurationWatch} keeps it fresh. */
@ApplicationScoped
class LiveConfiguration implements Configuration {

    private volatile Snapshot snapshot = Snapshot.empty(Settings.ofThisProcess().tenant());

    @Override
    public Snapshot current() {
        return snapshot;
    }

    void replace(Snapshot newer) {
        snapshot = newer;
    }
}
