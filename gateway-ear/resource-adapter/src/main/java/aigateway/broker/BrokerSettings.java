package aigateway.broker;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is. A resource adapter starts before any application and sees no application's
 * configuration: only system properties and, where there is none, the environment.
 *
 * @param url of a broker outside; empty when the broker runs in this process
 * @param keepsData whether this process keeps its broker's journal or its database in the data directory
 * @param dataDir holds the journal of the broker inside
 */
record BrokerSettings(
        Optional<String> url, Optional<String> user, Optional<String> password, boolean keepsData, Path dataDir) {

    private static final int HIGHEST_PORT = 65_535;

    static BrokerSettings ofThisProcess() {
        return read(System::getProperty, System::getenv);
    }

    static BrokerSettings read(
            UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
        Optional<String> url = setting("gateway.broker.url", properties, environment);
        return new BrokerSettings(
                url,
                setting("gateway.broker.user", properties, environment),
                setting("gateway.broker.password", properties, environment),
                url.isEmpty()
                        || setting("gateway.db.url", properties, environment).isEmpty(),
                Path.of(setting("gateway.data.dir", properties, environment).orElse("data"))
                        .toAbsolutePath()
                        .normalize());
    }

    /** Empty for a text that names no broker. */
    static Optional<URI> address(String url) {
        try {
            return Optional.of(new URI(url.strip()))
                    .filter(uri -> String.valueOf(uri.getScheme()).matches("(?i)tcp|ssl|tls"))
                    .filter(uri -> uri.getHost() != null && uri.getRawUserInfo() == null)
                    .filter(uri -> uri.getPort() != 0 && uri.getPort() <= HIGHEST_PORT);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> setting(
            String name, UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
        return Optional.ofNullable(properties.apply(name))
                .or(() -> Optional.ofNullable(
                        environment.apply(name.replace('.', '_').toUpperCase(java.util.Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }
}
