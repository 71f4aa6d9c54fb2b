package aigateway.web.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputSchemaTest {

    private static ObjectNode json(String text) {
        return Json.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'integer','minimum':0,'maximum':9,'description':'d'} | {'type':'integer','description':'d (minimum: 0, maximum: 9)'}",
                "{'type':'array','minItems':1,'maxItems':3,'items':{'type':'string','minLength':2}}"
                        + " | {'type':'array','minItems':1,'items':{'type':'string','description':'(minLength: 2)'},'description':'(maxItems: 3)'}",
                "{'type':'object','properties':{'minimum':{'type':'object','properties':{}}},'additionalProperties':true}"
                        + " | {'type':'object','properties':{'minimum':{'type':'object','properties':{},'additionalProperties':false}},'additionalProperties':false}",
                "{'oneOf':[{'type':'string','maxLength':3},{'$ref':'#/$defs/a'}],'$defs':{'a':{'type':'object'}}}"
                        + " | {'anyOf':[{'type':'string','description':'(maxLength: 3)'},{'$ref':'#/$defs/a'}],'$defs':{'a':{'type':'object','additionalProperties':false}}}",
                "{'type':'object','additionalProperties':{'type':'integer','maximum':3}} | {'type':'object','additionalProperties':{'type':'integer','maximum':3}}",
                "{'allOf':[{'type':'object','properties':{'a':{'type':'object'}}},{'properties':{'b':{}}}]}"
                        + " | {'allOf':[{'type':'object','properties':{'a':{'type':'object','additionalProperties':false}}},{'properties':{'b':{}}}]}",
                "{'type':'string','enum':['a'],'pattern':'a+','format':'date'} | {'type':'string','enum':['a'],'pattern':'a+','format':'date'}"
            })
    void isWhatAnthropicTakes(String schema, String said) {
        ObjectNode given = json(schema);

        assertThat(OutputSchema.of(given)).isEqualTo(json(said));
        assertThat(given).isEqualTo(json(schema));
    }

    @Test
    void whatIsMissingIsLeftToTheVendorToRefuse() {
        assertThat(OutputSchema.of(MissingNode.getInstance()).isMissingNode()).isTrue();
    }
}
