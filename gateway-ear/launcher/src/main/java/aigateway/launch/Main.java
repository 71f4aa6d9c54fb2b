package aigateway.launch;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Starts Payara Micro with the arguments as they are, unless a look beforehand shows that it could not serve: the server
 * itself would say so in pages of stack traces, or serve without its application. Looks again when it has started.
 */
public final class Main {

    private static final String READINESS_OF_NOTHING = "mp.health.default.readiness.empty.response";

    private static final String MICRO = "fish.payara.micro.PayaraMicro";

    /** Micro is done when it returns; that its last servlets are, too, is its habit and no promise. */
    private static final long PATIENCE_MILLIS = 10_000;

    private Main() {}

    public static void main(String[] arguments) throws Throwable {
        Optional<String> complaint = Checks.complaint(List.of(arguments), dataDir());
        if (complaint.isPresent()) {
            System.err.println("The gateway cannot start. " + complaint.get());
            System.exit(1);
        }
        // The server has names of constants that it finds in upper case, as the default locale has it: there is no
        // DYNAMİC.
        Locale.setDefault(Locale.ENGLISH);
        // Without its application the server has no check that says DOWN, and calls itself ready.
        if (System.getProperty(READINESS_OF_NOTHING) == null) {
            System.setProperty(READINESS_OF_NOTHING, "DOWN");
        }
        Stop.inGoodOrder();
        Leftovers.offer();
        // For the application, which tells people where it can be reached.
        System.setProperty("gateway.http.port", Checks.port(List.of(arguments)));
        try {
            Class.forName(MICRO).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
        if (!Checks.isPackaging(List.of(arguments))) {
            Deployment.complaint(System::getProperty, Newsworthy.failures(), PATIENCE_MILLIS)
                    .ifPresent(Main::end);
        }
    }

    private static void end(String complaint) {
        System.err.println("The gateway cannot start. " + complaint);
        // What did come up is not asked to go in good order: it might wait for what did not.
        new Leftovers().delete();
        Runtime.getRuntime().halt(1);
    }

    private static Path dataDir() {
        String property = System.getProperty("gateway.data.dir");
        String variable = System.getenv("GATEWAY_DATA_DIR");
        String directory = property != null ? property : variable != null && !variable.isBlank() ? variable : "data";
        return Path.of(directory).toAbsolutePath().normalize();
    }
}
