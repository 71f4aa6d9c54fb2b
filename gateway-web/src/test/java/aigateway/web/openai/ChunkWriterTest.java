package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkWriterTest {

    private final ChunkWriter chunks = new ChunkWriter(0);

    @Test
    void answerIsFinishedWhenAllItsChoicesAre() {
        assertThat(chunks.isFinished()).as("before anything").isFalse();
        chunks.text(0, "a");
        chunks.text(1, "b");

        chunks.finish(0, "stop");
        chunks.finish(0, "stop");
        assertThat(chunks.isFinished()).as("the second goes on").isFalse();

        chunks.finish(1, "stop");
        assertThat(chunks.isFinished()).isTrue();
    }

    @Test
    void choiceOfWhichNothingButItsEndIsToldIsFinished() {
        chunks.finish(0, "content_filter");

        assertThat(chunks.isFinished()).isTrue();
    }
}
