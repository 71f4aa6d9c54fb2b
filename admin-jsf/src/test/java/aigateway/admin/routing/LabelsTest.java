package aigateway.admin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {

    @Test
    void labelsAreReadFromOneLine() {
        assertThat(Labels.read(" env=prod , app = a=b ")).contains(Map.of("env", "prod", "app", "a=b"));
        assertThat(Labels.read(null)).contains(Map.of());
        assertThat(Labels.read("env")).isEmpty();
        assertThat(Labels.read("=prod")).isEmpty();
    }
}
