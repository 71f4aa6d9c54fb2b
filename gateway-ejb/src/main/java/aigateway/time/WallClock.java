package aigateway.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** The clock that beans inject, so that a test brings its own. */
@ApplicationScoped
public class WallClock {

    @Produces
    InstantSource systemTime() {
        return InstantSource.system();
    }
}
