package aigateway.web.telemetry;

import aigateway.platform.Settings;
import aigateway.telemetry.Version;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which process tells, as OpenTelemetry's resource attributes.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/resource/">Resource conventions</a>
 */
final class GatewayResource {

    static final String SERVICE_NAME = "tfy-llm-gateway";
    static final String SCOPE = "ai-gateway";

    private GatewayResource() {}

    static TraceEncoder from(Settings settings) {
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("service.name", settings.named("OTEL_SERVICE_NAME").orElse(SERVICE_NAME));
        resource.put("service.version", Version.OF_THE_GATEWAY);
        resource.put("service.instance.id", UUID.randomUUID().toString());
        resource.put("host.name", hostName());
        return new TraceEncoder(resource, SCOPE, Version.OF_THE_GATEWAY);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
