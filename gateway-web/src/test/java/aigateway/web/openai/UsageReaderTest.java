package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageReaderTest {

    private static Usage read(String usage) throws IOException {
        String answer = "{\"id\":\"c\",\"usage\":" + usage.replace('\'', '"') + ",\"model\":\"m\"}";
        ChatAnswer read = ChatAnswer.read(answer.getBytes(StandardCharsets.UTF_8));
        assertThat(read.model()).as("what stands behind it").isEqualTo("m");
        return Objects.requireNonNull(read.usage());
    }

    /** It is no usage of nothing, which would be free. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'input_tokens':100,'output_tokens':5}",
                "{'prompt_tokens':'100','completion_tokens':'5'}",
                "{'prompt_tokens':1e30,'completion_tokens':1e400}",
                "{'prompt_tokens':1000000000000000000000000000000,'completion_tokens':-5}",
                "{'prompt_tokens':[100],'completion_tokens':{'all':5}}"
            })
    void whatNobodyCanReadIsNotTold(String usage) throws IOException {
        assertThat(read(usage)).isEqualTo(Usage.UNTOLD);
    }

    /** Some tell nothing else of vectors. */
    @Test
    void totalIsTheInputsWhereNothingIsWritten() throws IOException {
        byte[] answer = "{\"data\":[],\"usage\":{\"total_tokens\":10}}".getBytes(StandardCharsets.UTF_8);

        assertThat(ChatAnswer.read(answer, false).usage())
                .isEqualTo(Usage.of(10, 0).told(true, false));
        assertThat(ChatAnswer.read(answer, true).usage()).isEqualTo(Usage.UNTOLD);
        assertThat(Objects.requireNonNull(Embeddings.read(answer).usage()).inputTokens())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'prompt_tokens':100,'completion_tokens':null,'total_tokens':105} | 100 |  0 | false |  true",
                "{'prompt_tokens':100,'total_tokens':100}                          | 100 |  0 | false |  true",
                "{'prompt_tokens':'100','completion_tokens':5}                     |   0 |  5 |  true | false",
                "{'prompt_tokens':100.0,'completion_tokens':5e0}                   | 100 |  5 | false | false",
                "{'prompt_tokens':0,'completion_tokens':0}                         |   0 |  0 | false | false"
            })
    void eachHalfIsToldByItself(String usage, long input, long output, boolean noInput, boolean noOutput)
            throws IOException {
        assertThat(read(usage)).isEqualTo(Usage.of(input, output).told(!noInput, !noOutput));
    }

    @Test
    void figureOfTwoNamesIsReadWhereOneOfThemSaysNothing() throws IOException {
        Usage usage = read("{'prompt_tokens':10,'completion_tokens':5,'prompt_tokens_details':{'cached_tokens':4},"
                + "'num_cached_tokens':null}");

        assertThat(usage.cacheReadTokens()).isEqualTo(4);
    }

    /** Or the attributes would say less than is charged. */
    @ParameterizedTest
    @CsvSource({
        "5, 100, 115, 105",
        "5, 100, 0, 105",
        "200, 100, 310, 300",
        "105, 100, 115, 105",
        "5, 5, 15, 5",
        "50, 55, 60, 55"
    })
    void outputIncludesReasoningThatIsToldApart(long completion, long reasoning, long total, long output)
            throws IOException {
        Usage usage = read("{'prompt_tokens':10,'completion_tokens':" + completion + ",'total_tokens':" + total
                + ",'completion_tokens_details':{'reasoning_tokens':" + reasoning + "}}");

        assertThat(usage).isEqualTo(new Usage(10, output, 0, 0, 0, reasoning, 0, 0, false));
    }

    @Test
    void whatAVendorOfAnotherShapeDidNotTellIsNotTold() throws IOException {
        Usage half = Usage.of(100, 0).told(true, false);

        assertThat(ChatAnswer.read(new Completion("c", "m", 0, List.of(), half).toJson())
                        .usage())
                .isEqualTo(half);
        assertThat(ChatAnswer.read(new Completion("c", "m", 0, List.of(), Usage.UNTOLD).toJson())
                        .usage())
                .isNull();
    }

    @Test
    void unreadableUsageOfAStreamIsDroppedAsAnyIsAndTakesNothingBack() {
        String told = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}],"
                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}}\n\n";
        ChatStreamReader reader = new ChatStreamReader(true);

        byte[] said = reader.read((told + "data: {\"choices\":[],\"usage\":{}}\n\n").getBytes(StandardCharsets.UTF_8));

        assertThat(said).asString(StandardCharsets.UTF_8).isEqualTo(told);
        assertThat(reader.usage()).isEqualTo(Usage.of(9, 3));
    }
}
