package aigateway.launch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts Payara Micro with the arguments as they are, unless a look beforehand shows that it could not serve: the server
 * itself would say so in pages of stack traces, or serve without its application.
 */
public final class Main {

    private static final String MICRO = "fish.payara.micro.PayaraMicro";

    /** As the server calls what answers at the root. */
    private static final String GATEWAY = "ROOT";

    private Main() {}

    public static void main(String[] arguments) throws Throwable {
        Optional<String> complaint = Checks.complaint(List.of(arguments), dataDir());
        if (complaint.isPresent()) {
            System.err.println("The gateway cannot start. " + complaint.get());
            System.exit(1);
        }
        // For the application, which tells people where it can be reached.
        System.setProperty("gateway.http.port", Checks.port(List.of(arguments)));
        Class<?> micro = Class.forName(MICRO);
        call(micro, "main", null, (Object) arguments);
        if (!applications(micro).contains(GATEWAY)) {
            System.err.println("The gateway cannot start: the messages above say why.");
            System.exit(1);
        }
    }

    /** The server goes on without an application that it could not start, and answers 404 to everything. */
    private static Collection<?> applications(Class<?> micro) throws Throwable {
        Object server = call(micro, "getInstance", null);
        Object runtime = Objects.requireNonNull(call(micro, "getRuntime", server));
        return (Collection<?>) Objects.requireNonNull(call(runtime.getClass(), "getDeployedApplicationNames", runtime));
    }

    private static @Nullable Object call(Class<?> type, String method, @Nullable Object on, Object... arguments)
            throws Throwable {
        try {
            for (Method candidate : type.getMethods()) {
                if (candidate.getName().equals(method) && candidate.getParameterCount() == arguments.length) {
                    return candidate.invoke(on, arguments);
                }
            }
            throw new NoSuchMethodException(type.getName() + "." + method);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static Path dataDir() {
        String property = System.getProperty("gateway.data.dir");
        String variable = System.getenv("GATEWAY_DATA_DIR");
        String directory = property != null ? property : variable != null && !variable.isBlank() ? variable : "data";
        return Path.of(directory).toAbsolutePath().normalize();
    }
}
