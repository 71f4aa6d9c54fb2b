package aigateway.admin.routing;

import aigateway.manifest.type.SlaCutoff;
import aigateway.routing.HealthView;
import aigateway.routing.NodeHealth;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the targets stand now, as the gateway of this process sees it. */
@Named
@RequestScoped
public class LiveHealth {

    @Inject
    NodeHealth node;

    private @Nullable HealthView view;

    HealthView view() {
        HealthView known = view;
        if (known == null) {
            known = node.view();
            view = known;
        }
        return known;
    }

    public TargetState of(String target, @Nullable SlaCutoff cutoff) {
        return TargetState.of(view().of(target), cutoff);
    }

    /** Of a target in an editor's tree, where nothing is what it should be until it was checked. */
    public TargetState drafted(Map<String, @Nullable Object> target) {
        SlaCutoff cutoff = target.get("sla_cutoff") instanceof Map<?, ?> written
                ? new SlaCutoff(
                        number(written.get("time_per_output_token_ms")), number(written.get("time_to_first_token_ms")))
                : null;
        return of(String.valueOf(target.get("target")), cutoff);
    }

    private static @Nullable BigDecimal number(@Nullable Object written) {
        return written instanceof Number number ? new BigDecimal(number.toString()) : null;
    }
}
