package aigateway.admin.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.telemetry.Operator;
import aigateway.telemetry.query.Filter;
import aigateway.telemetry.query.Filter.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {

    @Test
    void whatIsTypedHasTheTypeThatItIsComparedAs() {
        assertThat(Filters.typed("durationInMs", null, "BETWEEN", "10, 20.5").values())
                .containsExactly(10L, 20.5);
        assertThat(Filters.typed("attribute", " shop.order ", "EQUAL", "7"))
                .isEqualTo(new Filter(Subject.ATTRIBUTE, "shop.order", Operator.EQUAL, List.of(7L)));
        assertThat(Filters.typed("label", "env", "IN", "prod,test , 7"))
                .isEqualTo(new Filter(Subject.METADATA, "env", Operator.IN, List.of("prod", "test", "7")));
        assertThat(Filters.typed("spanName", null, "STRING_CONTAINS", "7, 8").values())
                .containsExactly("7, 8");
        assertThat(Filters.typed("spanName", null, "IN", "a, ,b ,").values()).containsExactly("a", "b");
        assertThat(Filters.typed("isEntry", null, "EQUAL", "true")).isEqualTo(Filter.OF_ENTRIES);
        assertThat(Filters.typed("attribute", "error.type", "PRESENT", " ").values())
                .isEmpty();
    }

    /** An attribute may be text that looks like a number. */
    @ParameterizedTest
    @ValueSource(strings = {"1.10", "007", "-0", "1.50", "0.123456789012345678", "00042"})
    void whatANumberWouldLoseStaysText(String typed) {
        for (String operator : List.of("EQUAL", "NOT_EQUAL", "IN", "ARRAY_HAS_ANY")) {
            assertThat(Filters.typed("attribute", "service.version", operator, typed)
                            .values())
                    .containsExactly(typed);
        }
        assertThat(Filters.typed("attribute", "service.version", "GREATER_THAN", typed)
                        .values())
                .containsExactly(typed.contains(".") ? (Object) Double.valueOf(typed) : Long.valueOf(typed));
    }

    @Test
    void whatTheTableHasAsANumberIsComparedAsOne() {
        assertThat(Filters.typed("attribute", "tfy.model.metric.cost_in_usd", "EQUAL", "1.10")
                        .values())
                .containsExactly(1.1);
        assertThat(Filters.typed("durationInMs", null, "EQUAL", "007").values()).containsExactly(7L);
        assertThat(Filters.typed("attribute", "a.version", "EQUAL", "1.0").values())
                .containsExactly(1.0);
    }

    @ParameterizedTest
    @CsvSource({
        "label, env, GREATER_THAN, 5, env is no number",
        "label, env, BETWEEN, '5, 6', env is no number",
        "spanName, , LESS_THAN, 5, spanName is no number",
        "isEntry, , EQUAL, yes, must be true or false",
        "attribute, , EQUAL, x, its name",
        "durationInMs, , GREATER_THAN, fast, must be a number",
        "durationInMs, , BETWEEN, 1, must be two numbers",
        "spanName, , EQUAL, , must be one value",
        "spanName, , PRESENT, x, is not for PRESENT",
        "nonsense, , EQUAL, x, no field nonsense",
        "spanName, , LIKE, x, no operator LIKE"
    })
    void whatIsWrongIsSaid(String what, String name, String operator, String value, String complaint) {
        assertThatThrownBy(() -> Filters.typed(what, name, operator, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void everyOperatorComesThroughTheAddressUnharmed(Operator operator) {
        List<Object> values =
                switch (operator) {
                    case PRESENT, IS_NULL -> List.of();
                    case BETWEEN -> List.of(1L, 2.5);
                    case GREATER_THAN, GREATER_THAN_EQUAL, LESS_THAN, LESS_THAN_EQUAL -> List.of(7L);
                    case IN, NOT_IN, ARRAY_HAS_ANY, ARRAY_HAS_NONE -> List.of("a", 7L);
                    default -> List.of("it's \"<b>\" & ✓");
                };
        for (Subject subject : Subject.values()) {
            List<Filter> filters = List.of(
                    new Filter(subject, "durationInMs", operator, values),
                    new Filter(subject, "spanName", operator, values));

            assertThat(Filters.read(Filters.write(filters).toString())).isEqualTo(filters);
        }
        assertThat(Filters.inWords(operator)).isNotBlank().doesNotContain("_");
    }

    @ParameterizedTest
    @CsvSource({
        "STRING_CONTAINS, contains",
        "STRING_NOT_CONTAINS, does not contain",
        "STRING_STARTS_WITH, starts with",
        "STRING_NOT_STARTS_WITH, does not start with",
        "STRING_ENDS_WITH, ends with",
        "STRING_NOT_ENDS_WITH, does not end with",
        "BETWEEN, between"
    })
    void operatorsAreSaidAsPeopleSayThem(Operator operator, String words) {
        assertThat(Filters.inWords(operator)).isEqualTo(words);
    }

    /** A pattern that tries each blank anew would take half a minute. */
    @Test
    @Timeout(5)
    void manyBlanksTakeNoTime() {
        assertThatThrownBy(() -> Filters.typed("spanName", null, "IN", "a" + " ".repeat(200_000) + "b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundsOfTheApiHoldForAnAddress() {
        String one = "[{\"spanFieldName\":\"spanName\",\"operator\":\"IN\",\"value\":[%s]}]";
        assertThat(Filters.read(one.formatted("\"x\"" + ",\"x\"".repeat(999)))).hasSize(1);
        assertThat(Filters.read(one.formatted("\"x\"" + ",\"x\"".repeat(1_000))))
                .isEmpty();
        assertThat(Filters.read(one.formatted('"' + "x".repeat(8_001) + '"'))).isEmpty();
        assertThatThrownBy(() -> Filters.typed("spanName", null, "EQUAL", "x".repeat(8_001)))
                .hasMessageContaining("The value of spanName may be at most 8000 characters");
        String large =
                "[{\"spanFieldName\":\"durationInMs\",\"operator\":\"LESS_THAN\",\"value\":18446744073709551617}]";
        assertThat(Filters.read(large).get(0).values()).as("and not 1").containsExactly(18446744073709551617.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "7",
                "null",
                "[7,null,{}]",
                "{\"spanFieldName\":\"spanName\"}",
                "[{\"spanFieldName\":\"nonsense\",\"operator\":\"EQUAL\",\"value\":\"x\"}]",
                "[{\"spanFieldName\":\"spanName\",\"operator\":\"LIKE\",\"value\":\"x\"}]",
                "[{\"spanFieldName\":\"durationInMs\",\"operator\":\"LESS_THAN\",\"value\":\"x\"}]",
                "[{\"spanFieldName\":\"durationInMs\",\"operator\":\"LESS_THAN\",\"value\":1e999}]",
                "[{\"spanAttributeKey\":\"tfy.model.metric.input_tokens\",\"operator\":\"EQUAL\",\"value\":1e999}]",
                "[{\"spanAttributeKey\":\"a\",\"operator\":\"EQUAL\",\"value\":{\"a\":1}}]"
            })
    void whatIsNoFilterInAnAddressIsLeftOut(String typed) {
        assertThat(Filters.read(typed)).isEmpty();
    }
}
