package aigateway.web.metrics;

import aigateway.web.identity.Public;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/**
 * The application's own gauges on the application's own port. Payara answers this address before we do, with all of
 * MicroProfile Metrics; WildFly has no MicroProfile Metrics any more.
 */
@Path("metrics")
@ApplicationScoped
@Public
@SecurityRequirements
public class MetricsResource {

    private static final String OURS = "aigateway.";

    @Inject
    BeanManager beans;

    private List<GaugeMethod> gauges = List.of();

    @PostConstruct
    void findGauges() {
        gauges = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .filter(bean -> bean.getScope() == ApplicationScoped.class
                        && bean.getBeanClass().getName().startsWith(OURS))
                .flatMap(this::gaugesOf)
                .toList();
    }

    private Stream<GaugeMethod> gaugesOf(Bean<?> bean) {
        return GaugeMethod.in(
                bean.getBeanClass(),
                () -> beans.getReference(bean, bean.getBeanClass(), beans.createCreationalContext(bean)))
                .stream();
    }

    @GET
    @Produces("text/plain; version=0.0.4; charset=utf-8")
    @Operation(summary = "Figures for Prometheus")
    public String metrics() {
        return gauges.stream().map(GaugeMethod::text).collect(Collectors.joining());
    }
}
