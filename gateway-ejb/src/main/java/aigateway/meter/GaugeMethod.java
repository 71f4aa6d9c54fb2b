package aigateway.meter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/** A method that answers with a figure under the name in its {@link Gauge}, and says there what it is. */
record GaugeMethod(String name, String help, Method method, Supplier<Object> owner) implements MetricSource {

    private static final String OURS = "aigateway.";
    private static final Set<Class<? extends Annotation>> ONE_OBJECT = Set.of(ApplicationScoped.class, Singleton.class);

    /** Those of all beans that somebody can see. */
    static List<GaugeMethod> seenBy(BeanManager beans) {
        return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .filter(bean -> ONE_OBJECT.contains(bean.getScope())
                        && bean.getBeanClass().getName().startsWith(OURS))
                .flatMap(bean -> of(bean, beans))
                .toList();
    }

    private static Stream<GaugeMethod> of(Bean<?> bean, BeanManager beans) {
        return in(
                bean.getBeanClass(),
                () -> beans.getReference(bean, bean.getBeanClass(), beans.createCreationalContext(bean)))
                .stream();
    }

    static List<GaugeMethod> in(Class<?> type, Supplier<Object> owner) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(Gauge.class))
                .map(method -> {
                    Gauge gauge = Objects.requireNonNull(method.getAnnotation(Gauge.class));
                    return new GaugeMethod(gauge.name(), gauge.description(), method, owner);
                })
                .toList();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.single(name, help, figure()));
    }

    private double figure() {
        try {
            return ((Number) Objects.requireNonNull(method.invoke(owner.get()))).doubleValue();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The gauge " + name + " cannot be read", e);
        }
    }
}
