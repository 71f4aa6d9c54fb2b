package aigateway.web.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one property of a function's parameters becomes. */
class SchemaTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Nothing may stand beside alternatives.
                "{'anyOf':[{'type':'string'},{'type':'integer'},{'type':'null'}],'default':null,'title':'V','description':'d'}"
                        + " | {'anyOf':[{'type':'string','nullable':true,'description':'d'},{'type':'integer','nullable':true}]}",
                "{'type':'object','properties':{'a':{'type':'string'}},'anyOf':[{'required':['a']},{'required':['b']}]}"
                        + " | {'type':'object','properties':{'a':{'type':'string'}}}",
                "{'anyOf':[{'type':'string'},{'type':'null'}],'description':'d'} | {'nullable':true,'type':'string','description':'d'}",
                // Everything has a type.
                "{'description':'d'} | {'description':'d','type':'string'}",
                "{'enum':[1,2]} | {'type':'integer'}",
                "{'const':true} | {'type':'boolean'}",
                "{'type':'number','enum':[1,2]} | {'type':'number'}",
                "{'properties':{'a':{}}} | {'properties':{'a':{'type':'string'}},'type':'object'}",
                "{'items':{'type':'number'}} | {'items':{'type':'number'},'type':'array'}",
                "{'allOf':[{'description':'d'},{'type':'object','properties':{'a':{'type':'string'}}}]}"
                        + " | {'description':'d','type':'object','properties':{'a':{'type':'string'}}}",
                // No value is empty.
                "{'type':'string','enum':['','a']} | {'type':'string','enum':['a']}",
                "{'type':'string','enum':['']} | {'type':'string'}"
            })
    void isWhatGeminiTakes(String schema, String said) {
        assertThat(Schema.of(json(schema))).isEqualTo(json(said));
    }

    private static ObjectNode json(String text) {
        return Json.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
