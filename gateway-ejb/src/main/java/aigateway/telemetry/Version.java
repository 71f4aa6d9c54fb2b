package aigateway.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version that was built, as Maven wrote it into the archive. */
public final class Version {

    private static final String WRITTEN_BY_MAVEN = "/META-INF/maven/ai-gateway/gateway-ejb/pom.properties";

    /** {@code dev} when the classes are not in an archive. */
    public static final String OF_THE_GATEWAY = read();

    private Version() {}

    private static String read() {
        try (InputStream in = Version.class.getResourceAsStream(WRITTEN_BY_MAVEN)) {
            if (in == null) {
                return "dev";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "dev");
        } catch (IOException e) {
            return "dev";
        }
    }
}
