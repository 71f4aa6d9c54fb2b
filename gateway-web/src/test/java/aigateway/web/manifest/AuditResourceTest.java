package aigateway.web.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.audit.AuditFilter;
import aigateway.audit.AuditPage;
import aigateway.audit.AuditQueries;
import aigateway.call.GatewayException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditResourceTest {

    private final AuditResource resource = new AuditResource();
    private AuditFilter asked = AuditFilter.ALL;

    AuditResourceTest() {
        resource.entries = new AuditQueries() {
            @Override
            public Optional<AuditPage> page(AuditFilter filter, @Nullable String after, int limit) {
                asked = filter;
                return Optional.empty();
            }
        };
    }

    @Test
    void whatIsAskedForIsLookedFor() {
        // Nothing that is asked for has a page here.
        assertNamed("pageToken", "2030-01-31T00:00:00Z", " ", " user:ann ", null, null, null);
        assertThat(asked)
                .isEqualTo(new AuditFilter(Instant.parse("2030-01-31T00:00:00Z"), null, "user:ann", null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z", "1969-12-31T00:00:00Z", "now"})
    void timesBeyondWhatIsKeptAreNamed(String time) {
        assertNamed("from", time, null, null, null, null, null);
        assertNamed("to", null, time, null, null, null, null);
    }

    @Test
    void nulIsNamed() {
        assertNamed("actor", null, null, "a\0b", null, null, null);
        assertNamed("type", null, null, null, "a\0b", null, null);
        assertNamed("name", null, null, null, null, "a\0b", null);
        assertNamed("pageToken", null, null, null, null, null, "a\0b");
        assertThat(asked).as("nobody looks for it").isSameAs(AuditFilter.ALL);
    }

    private void assertNamed(
            String parameter,
            @Nullable String from,
            @Nullable String to,
            @Nullable String actor,
            @Nullable String type,
            @Nullable String name,
            @Nullable String pageToken) {
        assertThatThrownBy(() -> resource.list(from, to, actor, null, type, name, pageToken, "100"))
                .isInstanceOfSatisfying(GatewayException.class, failure -> assertThat(failure.param())
                        .isEqualTo(parameter));
    }
}
