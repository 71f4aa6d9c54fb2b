package aigateway.web.identity;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigFactory.RegistrationContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Keys are checked by {@link Authentication} and by nothing else here. The console's sign-in lies in the library that both web
 * applications share, so the container would ask it before and after each request here as well, to hear both times that
 * it has nothing to say: a tenth of what a request costs.
 */
@WebListener
public final class OwnAuthentication implements ServletContextListener {

    private static final String SERVLETS = "HttpServlet";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext here = event.getServletContext();
        String application = here.getVirtualServerName() + ' ' + here.getContextPath();
        AuthConfigFactory modules = AuthConfigFactory.getFactory();
        if (modules == null) {
            return;
        }
        for (String id : modules.getRegistrationIDs(null)) {
            RegistrationContext registered = modules.getRegistrationContext(id);
            if (registered != null
                    && SERVLETS.equals(registered.getMessageLayer())
                    && application.equals(registered.getAppContext())) {
                modules.removeRegistration(id);
            }
        }
    }
}
