package aigateway.admin.routing;

import aigateway.admin.manifest.Draft;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The groups of fields that a target and its route have in every editor, made when they are missing. */
@Named
@ApplicationScoped
public class TargetFields {

    public Map<String, @Nullable Object> retry(Map<String, @Nullable Object> target) {
        return Draft.group(target, "retry_config");
    }

    public Map<String, @Nullable Object> cutoff(Map<String, @Nullable Object> target) {
        return Draft.group(target, "sla_cutoff");
    }

    public Map<String, @Nullable Object> sticky(Map<String, @Nullable Object> route) {
        return Draft.group(route, "sticky_routing");
    }
}
