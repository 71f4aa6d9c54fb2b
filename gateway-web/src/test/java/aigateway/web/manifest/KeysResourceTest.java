package aigateway.web.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.audit.Actor;
import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.AccessKey;
import aigateway.identity.Caller;
import aigateway.identity.Keys;
import aigateway.identity.Subject;
import aigateway.manifest.Manifests;
import aigateway.manifest.Snapshot;
import aigateway.manifest.StoredManifest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysResourceTest {

    private static final Instant NOW = Instant.parse("2030-01-31T00:00:00Z");

    /** Where a key would be made; an answer needs a server to be written. */
    private static final class Done extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final KeysResource resource = new KeysResource();
    private @Nullable String named;

    KeysResourceTest() {
        resource.clock = () -> NOW;
        resource.configuration = () -> Snapshot.empty("default");
        resource.manifests = new Manifests() {
            @Override
            public Optional<StoredManifest> find(String kind, String name) {
                return name.equals("checkout")
                        ? Optional.of(new StoredManifest(kind, kind, name, "", "{}", 1, "user:ann", NOW))
                        : Optional.empty();
            }
        };
        resource.keys = new Keys() {
            @Override
            public AccessKey.Issued replace(
                    Subject subject,
                    String name,
                    AccessKey.Form form,
                    @Nullable Instant expiresAt,
                    Duration grace,
                    Actor actor) {
                named = name;
                throw new Done();
            }
        };
    }

    @Test
    void namesHaveRoomOnEveryDatabase() {
        String longest = "n".repeat(Keys.LONGEST_NAME);

        assertNamed(longest, "{\"name\": \"" + longest + "\"}");
        assertNamed("", "{\"name\": \"\"}");
        assertNamed("token", "");

        assertRefused("name", "{\"name\": \"n" + longest + "\"}");
        assertRefused("name", "{\"name\": \"a\\u0000b\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "2029-12-31T00:00:00Z"})
    void keysEndInTheFutureThatPeopleWriteWithFourDigits(String end) {
        assertRefused("expiresAt", "{\"expiresAt\": \"" + end + "\"}");
    }

    @Test
    void keysOfNobodyAreNotFound() {
        assertThatThrownBy(() -> resource.keysOfVirtualAccount("nope"))
                .isInstanceOfSatisfying(GatewayException.class, failure -> assertThat(failure.type())
                        .isEqualTo(ErrorType.NOT_FOUND));
    }

    private void assertNamed(String name, String body) {
        assertThatThrownBy(() -> regenerate(body)).isInstanceOf(Done.class);
        assertThat(named).isEqualTo(name);
    }

    private void assertRefused(String field, String body) {
        assertThatThrownBy(() -> regenerate(body))
                .isInstanceOfSatisfying(GatewayException.class, failure -> assertThat(failure.param())
                        .isEqualTo(field));
    }

    private void regenerate(String body) {
        resource.regenerate("checkout", new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), request());
    }

    private static HttpServletRequest request() {
        Caller caller = Caller.of(Subject.user("ann"), "ann", List.of(), List.of(Caller.ADMIN), null, Map.of());
        return (HttpServletRequest) Proxy.newProxyInstance(
                KeysResourceTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttribute" -> caller;
                    case "getRemoteAddr" -> "192.0.2.1";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
