package aigateway.price;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClauseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'equals':'gpt-4'}                                    | gpt-4      | true",
                "{'equals':'gpt-4'}                                    | gpt-4o     | false",
                "{'starts_with':'gpt-4'}                               | gpt-4o     | true",
                "{'starts_with':'gpt-4'}                               | my-gpt-4   | false",
                "{'ends_with':'-latest'}                               | a-latest   | true",
                "{'ends_with':'-latest'}                               | latest-a   | false",
                "{'contains':'PT'}                                     | gpt        | true",
                "{'contains':'x'}                                      | gpt        | false",
                "{'regex':'^a-[0-9]+$'}                                | a-12       | true",
                "{'regex':'^a-[0-9]+$'}                                | a-b        | false",
                "{'regex':'[0-9]{2}'}                                  | x-12-y     | true",
                "{'or':[{'equals':'a'},{'equals':'b'}]}                | b          | true",
                "{'or':[{'equals':'a'},{'equals':'b'}]}                | c          | false",
                "{'and':[{'starts_with':'a'},{'ends_with':'z'}]}       | abcz       | true",
                "{'and':[{'starts_with':'a'},{'ends_with':'z'}]}       | abc        | false",
                "{'and':[{'or':[{'equals':'a'},{'equals':'b'}]},{'contains':'b'}]} | b | true",
            })
    void matches(String clause, String name, boolean expected) throws Exception {
        Clause parsed = CatalogueFile.clause(new ObjectMapper().readTree(clause.replace('\'', '"')));

        assertThat(parsed.matches(name)).isEqualTo(expected);
    }
}
