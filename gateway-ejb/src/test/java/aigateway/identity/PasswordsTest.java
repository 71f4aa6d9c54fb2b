package aigateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.store.TestDatabase;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final TestDatabase database = TestDatabase.h2();
    private final TestIdentity identity = new TestIdentity();
    private final SignInThrottle throttle = new SignInThrottle();

    PasswordsTest() {
        throttle.clock = identity.clock();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private <T> T passwords(Function<Passwords, T> work) {
        return database.transaction(entities -> {
            Passwords passwords = new Passwords();
            passwords.entities = entities;
            passwords.configuration = identity;
            passwords.directory = identity.directory;
            passwords.throttle = throttle;
            passwords.clock = identity.clock();
            passwords.sessions = identity.sessions(entities);
            return work.apply(passwords);
        });
    }

    private Optional<Caller> signIn(String user, String password) {
        return passwords(it -> it.signIn(user, password));
    }

    private void set(String user, String password) {
        passwords(it -> {
            it.set(user, password);
            return null;
        });
    }

    @Test
    void theRightPasswordSignsInAndNoOther() {
        set("ann@example.com", "correct horse");

        assertThat(signIn("ann@example.com", "correct horse").orElseThrow().isAdmin())
                .isTrue();
        assertThat(signIn("ann@example.com", "correct horsf")).isEmpty();
        assertThat(signIn("ann@example.com", "")).isEmpty();
    }

    @Test
    void aPasswordOfSomeoneWhoIsGoneIsRefused() {
        set("nobody@example.com", "correct horse");

        assertThat(signIn("nobody@example.com", "correct horse")).isEmpty();
    }

    @Test
    void theInitialPasswordCountsUntilAnotherIsSet() {
        assertThat(signIn("bob@example.com", "bobs-password")).isPresent();
        boolean changed = passwords(it -> it.change("bob@example.com", "bobs-password", "another one"));

        assertThat(changed).isTrue();
        assertThat(signIn("bob@example.com", "bobs-password")).isEmpty();
        assertThat(signIn("bob@example.com", "another one")).isPresent();
    }

    @Test
    void aPasswordIsChangedOnlyByWhoKnowsItAndNotToAShortOne() {
        boolean byAStranger = passwords(it -> it.change("bob@example.com", "a guess", "another one"));
        boolean tooShort = passwords(it -> it.change("bob@example.com", "bobs-password", "short"));

        assertThat(byAStranger).isFalse();
        assertThat(tooShort).isFalse();
    }

    @Test
    void someoneWithoutAPasswordCannotSignIn() {
        assertThat(signIn("ann@example.com", "")).isEmpty();
        assertThat(signIn("ann@example.com", "null")).isEmpty();
    }

    @Test
    void whoGuessesHasToWaitAndWhoWaitedMayTryAgain() {
        for (int i = 0; i < 5; i++) {
            assertThat(signIn("bob@example.com", "guess " + i)).isEmpty();
        }
        assertThat(signIn("bob@example.com", "bobs-password")).as("too soon").isEmpty();

        identity.now = identity.now.plusSeconds(2);

        assertThat(signIn("bob@example.com", "bobs-password")).isPresent();
    }

    @Test
    void aVerifierDoesNotShowThePassword() {
        String verifier = PasswordHash.of("correct horse");

        assertThat(verifier).doesNotContain("correct").isNotEqualTo(PasswordHash.of("correct horse"));
        assertThat(PasswordHash.matches("correct horse", verifier)).isTrue();
        assertThat(PasswordHash.matches("correct horse", "nonsense")).isFalse();
    }
}
