package aigateway.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Everything under {@code /}; resources are found by the server. */
@ApplicationPath("/")
public class Gateway extends Application {

    /** Jersey answers OPTIONS with a document of its own, its version in it. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
