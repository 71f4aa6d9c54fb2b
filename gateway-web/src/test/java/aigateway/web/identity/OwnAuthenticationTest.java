package aigateway.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.RegistrationListener;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnAuthenticationTest {

    private final Modules modules = new Modules();
    private AuthConfigFactory before;

    @BeforeEach
    void take() {
        before = AuthConfigFactory.getFactory();
        AuthConfigFactory.setFactory(modules);
    }

    @AfterEach
    void giveBack() {
        AuthConfigFactory.setFactory(before);
    }

    @Test
    void onlyOwnServletsAreFreed() {
        modules.add("ours", "HttpServlet", "server ");
        modules.add("console", "HttpServlet", "server /admin");
        modules.add("messages", "SOAP", "server ");
        modules.add("elsewhere", "HttpServlet", "other ");

        new OwnAuthentication().contextInitialized(new ServletContextEvent(root()));

        assertThat(modules.registered.keySet()).containsExactly("console", "messages", "elsewhere");
    }

    private static ServletContext root() {
        return (ServletContext) Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getVirtualServerName" -> "server";
                    case "getContextPath" -> "";
                    default -> throw new AssertionError(method.getName());
                });
    }

    private record Registered(String getMessageLayer, String getAppContext)
            implements AuthConfigFactory.RegistrationContext {

        @Override
        public String getMessageLayer() {
            return getMessageLayer;
        }

        @Override
        public String getAppContext() {
            return getAppContext;
        }

        @Override
        public String getDescription() {
            return "";
        }

        @Override
        public boolean isPersistent() {
            return false;
        }
    }

    /** The container's list of who authenticates where. */
    private static final class Modules extends AuthConfigFactory {

        private final Map<String, Registered> registered = new LinkedHashMap<>();

        void add(String id, String layer, String application) {
            registered.put(id, new Registered(layer, application));
        }

        @Override
        public String[] getRegistrationIDs(AuthConfigProvider provider) {
            return registered.keySet().toArray(new String[0]);
        }

        @Override
        public RegistrationContext getRegistrationContext(String id) {
            return registered.get(id);
        }

        @Override
        public boolean removeRegistration(String id) {
            return registered.remove(id) != null;
        }

        @Override
        public AuthConfigProvider getConfigProvider(String layer, String application, RegistrationListener listener) {
            throw new AssertionError();
        }

        @Override
        public String registerConfigProvider(
                String type, Map<String, String> properties, String layer, String application, String description) {
            throw new AssertionError();
        }

        @Override
        public String registerConfigProvider(
                AuthConfigProvider provider, String layer, String application, String description) {
            throw new AssertionError();
        }

        @Override
        public String registerServerAuthModule(ServerAuthModule module, Object context) {
            throw new AssertionError();
        }

        @Override
        public void removeServerAuthModule(Object context) {
            throw new AssertionError();
        }

        @Override
        public String[] detachListener(RegistrationListener listener, String layer, String application) {
            throw new AssertionError();
        }

        @Override
        public void refresh() {
            throw new AssertionError();
        }
    }
}
