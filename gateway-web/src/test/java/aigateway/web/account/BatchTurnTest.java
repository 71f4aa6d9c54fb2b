package aigateway.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.identity.Subject;
import aigateway.manifest.type.ProviderAccount;
import aigateway.ownership.FollowedObject;
import aigateway.ownership.Maker;
import aigateway.web.provider.Refusals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTurnTest {

    private static final ProviderAccount ACCOUNT =
            new ProviderAccount("provider-account/openai", "main", null, null, List.of(), List.of(), Map.of(), null);

    @Test
    void vendorThatDoesNotKnowItYetIsAskedAgainUntilTheLastTurn() {
        Throwable unknown = Refusals.of(404, PassRequest.target(ACCOUNT, PassRequest.anyModel("*")));

        assertThat(BatchTurn.of(followed(false), null, unknown).then()).isEqualTo(BatchTurn.Then.LATER);
        assertThat(BatchTurn.of(followed(true), null, unknown))
                .isEqualTo(new BatchTurn(BatchTurn.Then.LOST, "its vendor does not know it"));
    }

    @Test
    void accountThatIsAwayMayComeBackUntilTheLastTurn() {
        assertThat(BatchTurn.withoutAccount(followed(false)).then()).isEqualTo(BatchTurn.Then.LATER);
        assertThat(BatchTurn.withoutAccount(followed(true)))
                .isEqualTo(new BatchTurn(BatchTurn.Then.LOST, "its account is gone"));
    }

    @Test
    void whatFailedIsTriedAgainUntilTheLastTurnThoughTheAnswerWasThere() {
        byte[] over = batch("'status':'completed','usage':{'input_tokens':1}");

        assertThat(BatchTurn.of(followed(false), over, new IOException()).then())
                .isEqualTo(BatchTurn.Then.LATER);
        assertThat(BatchTurn.of(followed(true), over, new IOException()))
                .isEqualTo(new BatchTurn(BatchTurn.Then.LOST, "asking about it failed"));
    }

    @Test
    void openBatchIsAskedAboutAgainUntilTheLastTurn() {
        byte[] open = batch("'status':'in_progress','usage':{'input_tokens':1}");

        assertThat(told(open)).isEqualTo(BatchTurn.Then.LATER);
        assertThat(BatchTurn.of(followed(true), open, null))
                .isEqualTo(new BatchTurn(BatchTurn.Then.LOST, "it is not over after 48 hours"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status':'completed'",
                "'status':'completed','usage':null,'request_counts':null",
                "'status':'completed','usage':{'input_tokens':0,'output_tokens':0}",
                "'status':'completed','request_counts':{'total':0,'completed':0,'failed':0}",
                "'status':'expired'",
                "'status':'expired','request_counts':{'total':3,'completed':1,'failed':0}",
                "'status':'cancelled','request_counts':{'total':3,'completed':2,'failed':1}"
            })
    void batchWhoseVendorToldNoUsageIsAskedAboutAgainUntilTheLastTurn(String fields) {
        assertThat(told(batch(fields))).isEqualTo(BatchTurn.Then.LATER);
        assertThat(BatchTurn.of(followed(true), batch(fields), null))
                .isEqualTo(new BatchTurn(BatchTurn.Then.LOST, "its vendor told no usage"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status':'completed','usage':{'input_tokens':7,'output_tokens':1}",
                "'status':'expired','usage':{'input_tokens':7},'request_counts':{'completed':1}",
                "'status':'failed'",
                "'status':'failed','request_counts':{'total':0,'completed':0,'failed':0}",
                "'status':'expired','request_counts':{'total':3,'completed':0,'failed':0}",
                "'status':'cancelled','request_counts':{'total':3,'completed':0,'failed':1}",
                "'status':'completed','request_counts':{'total':3,'completed':0,'failed':3}"
            })
    void batchThatIsChargedOrOwesNothingIsDone(String fields) {
        assertThat(told(batch(fields))).isEqualTo(BatchTurn.Then.DONE);
        assertThat(BatchTurn.of(followed(true), batch(fields), null).then())
                .as("nor is it a loss")
                .isEqualTo(BatchTurn.Then.DONE);
    }

    private static BatchTurn.Then told(byte[] answer) {
        return BatchTurn.of(followed(false), answer, null).then();
    }

    private static FollowedObject followed(boolean last) {
        return new FollowedObject(
                "main",
                "batch-1",
                new Maker(Subject.user("ann@example.com"), null, Map.of()),
                Duration.ofHours(48),
                last);
    }

    private static byte[] batch(String fields) {
        return ("{'object':'batch','id':'batch-1'," + fields + '}')
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
    }
}
