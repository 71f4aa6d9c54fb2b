package aigateway.platform;

import java.lang.annotation.Annotation;
import java.util.List;

/** What Payara consists of, by name: its classes are there at run time, on Payara, and nowhere else. */
final class PayaraServices {

    private static final String ALL = "org.glassfish.internal.api.Globals";
    private static final String LOCATOR = "org.glassfish.hk2.api.ServiceLocator";

    private PayaraServices() {}

    /** Whether this server is Payara. */
    static boolean exist() {
        try {
            Class.forName(ALL);
            return true;
        } catch (ClassNotFoundException another) {
            return false;
        }
    }

    /** The one of this type. */
    static Object one(Class<?> type) throws ReflectiveOperationException {
        return Class.forName(ALL).getMethod("get", Class.class).invoke(null, type);
    }

    static List<?> all(Class<?> type) throws ReflectiveOperationException {
        Object locator = Class.forName(ALL).getMethod("getDefaultHabitat").invoke(null);
        return (List<?>) Class.forName(LOCATOR)
                .getMethod("getAllServices", Class.class, Annotation[].class)
                .invoke(locator, type, new Annotation[0]);
    }
}
