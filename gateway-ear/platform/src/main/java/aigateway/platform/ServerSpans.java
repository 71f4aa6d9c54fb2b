package aigateway.platform;

import java.lang.reflect.Field;
import java.util.Map;

/**
 * Payara's own spans of JAX-RS requests. It makes one for every request, and looks up what the request has met for it, also
 * where OpenTelemetry is off and nobody is told: of a chat completion's time on its thread that is a twentieth.
 */
public final class ServerSpans {

    private static final System.Logger LOG = System.getLogger(ServerSpans.class.getName());
    private static final String INVOCATIONS = "org.glassfish.api.invocation.InvocationManager";
    private static final String TRACERS = "fish.payara.opentracing.OpenTracingService";
    private static final String TELEMETRY = "fish.payara.opentracing.OpenTelemetryService";

    private ServerSpans() {}

    /** Whether the server is Payara, and nobody wants its spans. */
    public static boolean areLeftOut(Settings settings) {
        try {
            Class.forName(TRACERS);
            return !areWanted(settings);
        } catch (ClassNotFoundException anotherServer) {
            return false;
        }
    }

    /** Whether MicroProfile Telemetry is on ({@code otel.sdk.disabled=false}), so that they go somewhere. */
    private static boolean areWanted(Settings settings) {
        return settings.named("otel.sdk.disabled")
                .filter("false"::equalsIgnoreCase)
                .isPresent();
    }

    /** Has none made for the application that asks, unless they are wanted. */
    static void leaveOut(Settings settings) {
        if (areWanted(settings)) {
            return;
        }
        try {
            Class<?> tracers = Class.forName(TRACERS);
            Class<?> invocations = Class.forName(INVOCATIONS);
            Object known = PayaraServices.one(tracers);
            Object application =
                    tracers.getMethod("getApplicationName", invocations).invoke(known, PayaraServices.one(invocations));
            // Asked for now: made by the first request it would bring back what is taken out below.
            tracers.getMethod("getTracer", String.class).invoke(known, application);
            Field applications = Class.forName(TELEMETRY).getDeclaredField("appTelemetries");
            applications.setAccessible(true);
            ((Map<?, ?>) applications.get(null)).remove(application);
            LOG.log(System.Logger.Level.DEBUG, "Payara makes no spans of requests to {0}", application);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            LOG.log(System.Logger.Level.DEBUG, "The server makes spans of its own, which nobody is told", changed);
        }
    }
}
