package aigateway.admin.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.telemetry.Operator;
import aigateway.telemetry.query.Filter;
import aigateway.telemetry.query.Filter.Subject;
import aigateway.telemetry.query.SpanQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Wanted wanted = new Wanted();

    @Test
    void withoutAnythingItIsTheRequestsOfADay() {
        SpanQuery query = query();

        assertThat(query.from()).isEqualTo("2026-11-19T12:00:00Z");
        assertThat(query.until()).as("and not what begins tomorrow").isEqualTo("2026-11-20T12:01:00Z");
        assertThat(query.filters()).containsExactly(Filter.OF_ENTRIES);
        assertThat(wanted.isFiltered()).isFalse();
    }

    @Test
    void whatIsNoFilterIsToldAndFiltersNothing() {
        wanted.setLabel("env");
        assertThat(wanted.getMisunderstood()).contains("'env'");
        assertThat(wanted.isLabelled()).isFalse();

        wanted.setLabel("env=prod");
        wanted.setSlower("-5");
        assertThat(wanted.getMisunderstood()).contains("milliseconds").contains("'-5'");

        wanted.setSlower("5");
        assertThat(wanted.getMisunderstood()).isNull();
    }

    @Test
    void everyFieldNarrowsTheQuery() {
        wanted.setModel("prod-chat");
        wanted.setStatus("ERROR");
        wanted.setText("Complet");
        wanted.setLabel(" env = prod ");
        wanted.setSlower("1500");
        wanted.setWho("user:ann@example.com");
        wanted.setProject("default:tracing-project:default");
        wanted.setAll(true);

        SpanQuery query = query();

        assertThat(query.filters())
                .containsExactly(
                        new Filter(Subject.ATTRIBUTE, "tfy.request.model_name", Operator.EQUAL, List.of("prod-chat")),
                        new Filter(Subject.FIELD, "spanStatusCode", Operator.EQUAL, List.of("ERROR")),
                        new Filter(Subject.FIELD, "spanName", Operator.STRING_CONTAINS, List.of("Complet")),
                        new Filter(Subject.METADATA, "env", Operator.EQUAL, List.of("prod")),
                        new Filter(Subject.FIELD, "durationInMs", Operator.GREATER_THAN_EQUAL, List.of(1_500L)));
        assertThat(query.subjectTypes()).containsExactly("user");
        assertThat(query.subjectSlugs()).containsExactly("ann@example.com");
        assertThat(query.alsoWithoutProject())
                .as("spans without a project are the default one's")
                .isTrue();
        assertThat(wanted.isFiltered()).isTrue();
    }

    @Test
    void aTraceIdIsNoName() {
        wanted.setText("0123456789abcdef0123456789abcdef ");

        assertThat(query().traceIds()).containsExactly("0123456789abcdef0123456789abcdef");
        assertThat(query().until()).as("whatever its clock says").isNull();
        assertThat(query().filters()).containsExactly(Filter.OF_ENTRIES);
    }

    @Test
    void timesAreTheViewersAndStandAboveTheRange() {
        wanted.setCode("15m");
        wanted.setFrom("2026-11-20T08:30");
        wanted.setUntil("2026-11-20T09:30:15");

        assertThat(query().from()).isEqualTo("2026-11-20T07:30:00Z");
        assertThat(query().until()).isEqualTo("2026-11-20T08:30:15Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "1066-10-14T09:00", "9999-12-31T23:59", "-5", "99999999999999999999"})
    void whatIsNoTimeAndNoNumberAsksForNothing(String typed) {
        wanted.setFrom(typed);
        wanted.setUntil(typed);
        wanted.setSlower(typed);
        wanted.setLabel(typed);

        assertThat(query().from()).isEqualTo("2026-11-19T12:00:00Z");
        assertThat(query().until()).isEqualTo("2026-11-20T12:01:00Z");
        assertThat(query().filters()).containsExactly(Filter.OF_ENTRIES);
    }

    @Test
    void whatNoDatabaseTakesIsReplaced() {
        wanted.setWho("\0");
        wanted.setProject("\0");
        wanted.setModel("\0");
        wanted.setText("\0");
        wanted.setLabel("\0=\0");
        wanted.setWhere("[{\"gatewayRequestMetadataKey\":\"\\u0000\",\"operator\":\"EQUAL\",\"value\":\"\\u0000\"}]");

        assertThat(query().toString()).contains("\uFFFD").doesNotContain("\0");
    }

    @Test
    void conditionsAreAddedToTheOthersAndTakenAwayAgain() {
        type("attribute", "shop.order", "EQUAL", "A-1043");
        type("durationInMs", null, "LESS_THAN", "20");
        assertThat(wanted.addCondition()).as("nothing more was typed").isFalse();

        assertThat(wanted.getConditions())
                .containsExactly(
                        new Filter(Subject.ATTRIBUTE, "shop.order", Operator.EQUAL, List.of("A-1043")),
                        new Filter(Subject.FIELD, "durationInMs", Operator.LESS_THAN, List.of(20L)));
        assertThat(query().filters()).containsAll(wanted.getConditions());
        wanted.setWhere(wanted.without(wanted.getConditions().get(0)));
        assertThat(wanted.getConditions()).extracting(Filter::name).containsExactly("durationInMs");
        assertThat(wanted.without(wanted.getConditions().get(0))).isEmpty();
    }

    @Test
    void conditionThatIsWrongIsShownAgainAndCarriedOnByNoLink() {
        assertThatThrownBy(() -> type("durationInMs", null, "LESS_THAN", "soon"))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(wanted.getRefused().getWhat()).isEqualTo("durationInMs");
        assertThat(wanted.getRefused().getOperator()).isEqualTo("LESS_THAN");
        assertThat(wanted.getRefused().getValue()).isEqualTo("soon");
        assertThat(wanted.getTyped().getWhat()).as("in the address").isNull();
        assertThat(wanted.isMore()).isTrue();
        assertThat(wanted.getConditions()).isEmpty();
    }

    @Test
    void oneConditionTooManyIsNotLeftOutInSilence() {
        for (int i = 0; i < Filters.MOST; i++) {
            type("attribute", "shop.order", "NOT_EQUAL", "A-" + i);
        }

        assertThat(wanted.getConditions()).hasSize(Filters.MOST);
        assertThatThrownBy(() -> type("attribute", "shop.order", "EQUAL", "B"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 44 conditions");
        assertThat(wanted.getConditions()).hasSize(Filters.MOST);
    }

    @Test
    void whatTheFormSendsWithoutASubjectIsNoCondition() {
        wanted.getTyped().setOperator("EQUAL");
        wanted.getTyped().setValue("x");

        assertThat(wanted.addCondition()).isFalse();
        assertThat(wanted.getConditions()).isEmpty();
    }

    private void type(String what, String name, String operator, String value) {
        wanted.getTyped().setWhat(what);
        wanted.getTyped().setName(name);
        wanted.getTyped().setOperator(operator);
        wanted.getTyped().setValue(value);
        assertThat(wanted.addCondition()).isTrue();
    }

    private SpanQuery query() {
        return wanted.query(NOW, BERLIN, "default");
    }
}
