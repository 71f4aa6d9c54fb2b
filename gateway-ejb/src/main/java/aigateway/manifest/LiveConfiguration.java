package aigateway.manifest;

import aigateway.platform.HotPath;
import aigateway.platform.Settings;

/** The configuration in force in this process; {@link ConfigurationWatch} keeps it fresh. */
@HotPath
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
