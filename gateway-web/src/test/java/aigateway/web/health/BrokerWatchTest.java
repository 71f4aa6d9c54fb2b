package aigateway.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokerWatchTest {

    @Test
    void settingIsBlamedOnlyWhenTheBrokerIsOutside() {
        assertThat(BrokerWatch.news(false, true)).contains("GATEWAY_BROKER_URL");
        assertThat(BrokerWatch.news(false, false)).doesNotContain("GATEWAY").contains("in this process");
    }
}
