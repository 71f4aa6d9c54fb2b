package aigateway.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VoiceTest {

    private final Voice voice = new Voice();

    @Test
    void consoleOfItsOwnIsQuiet() {
        voice.application = "admin";

        assertThat(voice.isHeard()).isFalse();
        assertThat(voice.level(System.Logger.Level.WARNING)).isEqualTo(System.Logger.Level.DEBUG);
    }

    @Test
    void gatewaySpeaksWhateverItsArchiveIsCalled() {
        for (String name : new String[] {"ROOT", "ai-gateway", ""}) {
            voice.application = name;

            assertThat(voice.level(System.Logger.Level.WARNING)).as(name).isEqualTo(System.Logger.Level.WARNING);
        }
    }
}
