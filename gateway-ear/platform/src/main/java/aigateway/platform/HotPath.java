package aigateway.platform;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean that every call asks, one for the application like those that are {@code ApplicationScoped}, but asked itself and
 * not through a proxy. Such beans cannot refer to each other in a circle, come to life with the first that refers to
 * them, and have to be {@code transient} in what may be stored with a session. It lies here because WildFly looks for
 * stereotypes in the libraries of an EAR only.
 */
@Stereotype
@Singleton
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface HotPath {}
