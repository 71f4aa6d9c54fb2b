package aigateway.web.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.manifest.Manifests;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ManifestsResourceTest {

    @Test
    void nothingIsAppliedThatMayHaveBeenMeantAsATrial() {
        byte[] body = "{ type: team, name: a }".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() ->
                        new ManifestsResource().apply(new ByteArrayInputStream(body), "1", "application/yaml", null))
                .isInstanceOfSatisfying(GatewayException.class, failure -> assertThat(failure.param())
                        .isEqualTo("dryRun"));
    }

    @Test
    void nothingIsDeletedThatMayHaveBeenMeantAsATrial() {
        byte[] body = "{\"kind\": \"team\", \"name\": \"a\"}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> new ManifestsResource().delete(new ByteArrayInputStream(body), "1", null))
                .isInstanceOfSatisfying(GatewayException.class, failure -> assertThat(failure.param())
                        .isEqualTo("dryRun"));
    }

    @Test
    void kindThatThereIsNotIsNamedWithThoseThereAre() {
        ManifestsResource resource = new ManifestsResource();
        resource.manifests = new Manifests();
        byte[] body = "{\"kind\": \"nope\", \"name\": \"x\"}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> resource.delete(new ByteArrayInputStream(body), null, null))
                .isInstanceOfSatisfying(GatewayException.class, failure -> assertThat(failure.param())
                        .isEqualTo("kind"))
                .hasMessageContaining("provider-account, ")
                .hasMessageContaining("virtual-account");
    }
}
