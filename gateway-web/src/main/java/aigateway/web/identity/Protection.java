package aigateway.web.identity;

import aigateway.identity.Callers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the filters before each resource method once, so that no request asks for annotations. */
@Provider
@ApplicationScoped
public class Protection implements DynamicFeature {

    @Inject
    Callers callers;

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (find(resource, Public.class) != null) {
            return;
        }
        context.register(new CallerFilter(callers), Priorities.AUTHENTICATION);
        Allow allow = find(resource, Allow.class);
        if (allow != null) {
            context.register(new RoleFilter(Set.of(allow.value())), Priorities.AUTHORIZATION);
        }
    }

    /** The method's own word counts before its class's. */
    private static <A extends Annotation> @Nullable A find(ResourceInfo resource, Class<A> annotation) {
        AnnotatedElement method = resource.getResourceMethod();
        A own = method.getAnnotation(annotation);
        return own != null ? own : resource.getResourceClass().getAnnotation(annotation);
    }
}
