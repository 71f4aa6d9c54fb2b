package aigateway.platform;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.Constructible;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.spi.OASFactoryResolver;
import org.jspecify.annotations.Nullable;

/** OpenAPI's models, which are interfaces, as beans that remember what they are told; a server brings others. */
final class OpenApiModels extends OASFactoryResolver {

    @Override
    public <T extends Constructible> T createObject(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Bean()));
    }

    private static final class Bean implements InvocationHandler {

        private final Map<String, Object> properties = new LinkedHashMap<>();
        private final Map<HttpMethod, Object> operations = new LinkedHashMap<>();

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            if (method.getDeclaringClass() == Object.class) {
                return name.equals("equals") && arguments != null
                        ? (Object) (proxy == arguments[0])
                        : method.invoke(properties, arguments);
            } else if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            } else if (name.equals("getOperations")) {
                return operations;
            } else if (name.equals("setOperation") && arguments != null) {
                return operations.put((HttpMethod) arguments[0], arguments[1]);
            } else if (name.equals("addParameter") && arguments != null) {
                parameters().add(arguments[0]);
                return proxy;
            } else if (name.startsWith("set") && arguments != null) {
                return properties.put(name.substring(3), arguments[0]);
            } else if (name.startsWith("get")) {
                return properties.get(name.substring(3));
            }
            throw new UnsupportedOperationException(method.toString());
        }

        @SuppressWarnings("unchecked")
        private List<Object> parameters() {
            return (List<Object>) properties.computeIfAbsent("Parameters", none -> new ArrayList<Object>());
        }
    }
}
