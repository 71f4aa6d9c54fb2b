package aigateway.ratelimit;

import java.time.Duration;
import java.time.InstantSource;

class NaiveWindowTest extends WindowContract {

    @Override
    Window window(Duration length, InstantSource clock) {
        return new NaiveWindow(length, clock);
    }
}
