package aigateway.web.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
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
                "{'type':'integer','anyOf':[{'minimum':10},{'maximum':-10}]}"
                        + " | {'anyOf':[{'minimum':10,'type':'integer'},{'maximum':-10,'type':'integer'}]}",
                "{'type':'number','oneOf':[{'multipleOf':5},{'multipleOf':3}]} | {'type':'number'}",
                "{'type':'object','anyOf':[{'required':['a']},{'required':['b']}]} | {'type':'object'}",
                "{'type':'string','enum':['a'],'anyOf':[{'minLength':1},{'maxLength':2}]} | {'type':'string','enum':['a']}",
                "{'anyOf':[{'anyOf':[{'type':'string'},{'type':'number'}]},{'type':'boolean'},{'type':'null'}]}"
                        + " | {'anyOf':[{'type':'string','nullable':true},{'type':'number','nullable':true},{'type':'boolean','nullable':true}]}",
                "{'anyOf':[{'type':'string','description':'e'},{'type':'number'}],'description':'d'}"
                        + " | {'anyOf':[{'type':'string','description':'d\\ne'},{'type':'number'}]}",
                // Variants of one object keep what any of them has.
                "{'type':'object','properties':{'kind':{'type':'string'}},'required':['kind','x'],'oneOf':["
                        + "{'properties':{'kind':{'const':'a'},'x':{'type':'number'}}},{'properties':{'kind':{'const':'b'},'y':{}}}]}"
                        + " | {'type':'object','properties':{'kind':{'type':'string'},'x':{'type':'number'},'y':{'type':'string'}},'required':['kind','x']}",
                // Everything has a type.
                "{'description':'d'} | {'description':'d','type':'string'}",
                "{'enum':[1,2]} | {'type':'integer'}",
                "{'enum':[1,2.5]} | {'type':'number'}",
                "{'const':{'a':1}} | {'type':'object'}",
                "{'additionalProperties':{'type':'string'}} | {'type':'object'}",
                "{'required':['a']} | {'type':'object'}",
                "{'minimum':0} | {'minimum':0,'type':'number'}",
                "{'minItems':1} | {'minItems':1,'type':'array','items':{'type':'string'}}",
                "{'const':true} | {'type':'boolean'}",
                "{'type':'number','enum':[1,2]} | {'type':'number'}",
                "{'properties':{'a':{}}} | {'properties':{'a':{'type':'string'}},'type':'object'}",
                "{'items':{'type':'number'}} | {'items':{'type':'number'},'type':'array'}",
                "{'allOf':[{'description':'d'},{'type':'object','properties':{'a':{'type':'string'}}}]}"
                        + " | {'description':'d','type':'object','properties':{'a':{'type':'string'}}}",
                "{'allOf':[{'properties':{'b':{'type':'number'}},'required':['b']}],'type':'object','properties':{'a':{'type':'string'}},'required':['a']}"
                        + " | {'type':'object','properties':{'b':{'type':'number'},'a':{'type':'string'}},'required':['b','a']}",
                "{'type':'object','required':['a'],'properties':{'a':{'type':'string'}},'allOf':[{'properties':{'b':{'type':'number'}},'required':['b']}]}"
                        + " | {'type':'object','properties':{'a':{'type':'string'},'b':{'type':'number'}},'required':['a','b']}",
                "{'properties':{'kind':{'type':'string'}},'allOf':[{'properties':{'kind':{'enum':['a','b'],'description':'d'}}}]}"
                        + " | {'properties':{'kind':{'type':'string','enum':['a','b'],'description':'d'}},'type':'object'}",
                "{'allOf':[{'$ref':'#/$defs/b'},{'type':'object','properties':{'type':{'const':'dog'}}}],'$defs':{'b':{'type':'object','properties':{'type':{'type':'string'}}}}}"
                        + " | {'type':'object','properties':{'type':{'type':'string','enum':['dog']}}}",
                // No value is empty.
                "{'type':'string','enum':['','a']} | {'type':'string','enum':['a']}",
                "{'type':'string','enum':['']} | {'type':'string'}"
            })
    void isWhatGeminiTakes(String schema, String said) {
        assertThat(Schema.of(json(schema))).isEqualTo(json(said));
    }

    /** As some libraries write a union of objects that a constant tells apart. */
    @Test
    void parametersThatAreVariantsAreOneObject() {
        assertThat(Schema.ofParameters(json("{'oneOf':["
                        + "{'type':'object','properties':{'kind':{'const':'a'},'x':{'type':'number'}},'required':['kind','x']},"
                        + "{'type':'object','properties':{'kind':{'const':'b'}},'required':['kind']}]}")))
                .isEqualTo(json("{'properties':{'kind':{'type':'string','enum':['a','b']},'x':{'type':'number'}},"
                        + "'required':['kind'],'type':'object'}"));
    }

    /** A definition may be used more than once, and is not to be changed. */
    @Test
    void whatIsGivenStaysAsItIs() {
        String given = "{'$defs':{'c':{'required':['b'],'properties':{'b':{}}}},'properties':{"
                + "'one':{'$ref':'#/$defs/c','x':1},'two':{'required':['d'],'properties':{'d':{}},'allOf':[{'$ref':'#/$defs/c'}]}}}";
        ObjectNode schema = json(given);

        Schema.of(schema);

        assertThat(schema).isEqualTo(json(given));
    }

    private static ObjectNode json(String text) {
        return Json.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
