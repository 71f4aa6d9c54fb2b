package aigateway.web.metrics;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/** A method that answers with a figure under the name in its {@link Gauge}. */
record GaugeMethod(String name, Method method, Supplier<Object> owner) {

    static List<GaugeMethod> in(Class<?> type, Supplier<Object> owner) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(Gauge.class))
                .map(method -> new GaugeMethod(
                        Objects.requireNonNull(method.getAnnotation(Gauge.class))
                                .name(),
                        method,
                        owner))
                .toList();
    }

    /** Two lines of Prometheus' text format. */
    String text() {
        return "# TYPE " + name + " gauge\n" + name + " " + figure() + "\n";
    }

    private Object figure() {
        try {
            return Objects.requireNonNull(method.invoke(owner.get()));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The gauge " + name + " cannot be read", e);
        }
    }
}
