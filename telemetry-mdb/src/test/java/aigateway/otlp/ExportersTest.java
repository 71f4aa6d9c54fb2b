package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportersTest {

    @Test
    void headersOfTheEnvironmentAreReadAsTheSpecificationWritesThem() {
        assertThat(Exporters.headers("Authorization=Basic%20abc+d%3D, x-tenant = t1 ,broken,=nothing,empty="))
                .isEqualTo(Map.of(
                        "Authorization", new Secret("Basic abc+d="),
                        "x-tenant", new Secret("t1"),
                        "empty", new Secret("")));
    }

    @Test
    void headersWrittenAsTheyAreAreTakenAsTheyAre() {
        assertThat(Exporters.headers("Authorization=Basic YWJj==,rate=100%"))
                .containsEntry("Authorization", new Secret("Basic YWJj=="))
                .containsEntry("rate", new Secret("100%"));
        assertThat(Exporters.headers("")).isEmpty();
    }
}
