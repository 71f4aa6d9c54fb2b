package aigateway.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;

/** Everything under {@code /}; resources are found by the server. */
@ApplicationPath("/")
@OpenAPIDefinition(info = @Info(title = "AI Gateway", version = "0.1.0"))
public class Gateway extends Application {

    /** Jersey answers OPTIONS with a document of its own, its version in it. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
