package aigateway.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseWatchTest {

    @Test
    void settingIsBlamedOnlyWhenTheDatabaseIsOutside() {
        assertThat(DatabaseWatch.news(false, true)).contains("does not answer (GATEWAY_DB_URL)");
        assertThat(DatabaseWatch.news(false, false)).doesNotContain("GATEWAY").contains("in the data directory");
    }
}
