package aigateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import aigateway.audit.Actor;
import aigateway.audit.AuditAction;
import aigateway.audit.AuditEntry;
import aigateway.audit.AuditFilter;
import aigateway.audit.Denial;
import aigateway.audit.Denials;
import aigateway.audit.TestAudit;
import aigateway.audit.Thing;
import aigateway.store.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final TestDatabase database = TestDatabase.h2();
    private final TestIdentity identity = new TestIdentity();
    private final SignInThrottle throttle = new SignInThrottle();
    private final Denials denials = TestAudit.denials(identity.clock());

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
            passwords.audit = TestAudit.trail(entities, identity.clock());
            passwords.denials = denials;
            passwords.sessions = identity.sessions(entities);
            return work.apply(passwords);
        });
    }

    private Optional<Caller> signIn(String user, String password) {
        return passwords(it -> it.signIn(user, password, "192.0.2.1"));
    }

    private void set(String user, String password) {
        passwords(it -> {
            it.set(user, password, Actor.of("ann"));
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
        boolean changed = passwords(it -> it.change("bob@example.com", "bobs-password", "another one", "192.0.2.1"));

        assertThat(changed).isTrue();
        assertThat(signIn("bob@example.com", "bobs-password")).isEmpty();
        assertThat(signIn("bob@example.com", "another one")).isPresent();
    }

    @Test
    void aPasswordIsChangedOnlyByWhoKnowsItAndNotToAShortOne() {
        boolean byAStranger = passwords(it -> it.change("bob@example.com", "a guess", "another one", "192.0.2.1"));
        boolean tooShort = passwords(it -> it.change("bob@example.com", "bobs-password", "short", "192.0.2.1"));

        assertThat(byAStranger).isFalse();
        assertThat(tooShort).isFalse();
    }

    @Test
    void theAuditTrailSaysWhoSignedInAndWhoTried() {
        signIn("bob@example.com", "bobs-password");
        signIn("bob@example.com", "a guess");
        signIn("bob@example.com", "another guess");
        signIn("canary-password-in-the-wrong-field", "x");

        List<AuditEntry> kept = database.transaction(entities -> TestAudit.queries(entities)
                .page(AuditFilter.ALL, null, 10)
                .orElseThrow()
                .entries());
        assertThat(kept).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo(AuditAction.SIGNED_IN);
            assertThat(entry.actor()).isEqualTo(new Actor("user:bob@example.com", "192.0.2.1"));
        });
        assertThat(TestAudit.noted(denials))
                .containsOnly(
                        entry(
                                new Denial(
                                        new Actor("user:bob@example.com", "192.0.2.1"),
                                        AuditAction.SIGN_IN_FAILED,
                                        new Thing(Thing.SESSION, "bob@example.com")),
                                2L),
                        entry(
                                new Denial(
                                        new Actor("unknown user", "192.0.2.1"),
                                        AuditAction.SIGN_IN_FAILED,
                                        new Thing(Thing.SESSION, "unknown user")),
                                1L));
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
    void aStrangersGuessesKeepNobodyElseWaiting() {
        for (int i = 0; i < 6; i++) {
            passwords(it -> it.signIn("bob@example.com", "guess", "198.51.100.7"));
        }
        Optional<Caller> stranger = passwords(it -> it.signIn("bob@example.com", "bobs-password", "198.51.100.7"));

        assertThat(stranger).isEmpty();
        assertThat(signIn("bob@example.com", "bobs-password")).isPresent();
    }

    @Test
    void guessesThatComeTogetherDoNotPassTogether() {
        int passed = 0;
        for (int i = 0; i < 100; i++) {
            passed += throttle.begin("bob@example.com", "192.0.2.1") ? 1 : 0;
        }

        assertThat(passed).as("none was answered yet").isEqualTo(5);
    }

    @Test
    void aNetworkOfAddressesIsOneAddress() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.begin("bob@example.com", "2001:db8::" + i)).isTrue();
        }
        assertThat(throttle.begin("bob@example.com", "2001:db8::ffff:1")).isFalse();
        assertThat(throttle.begin("bob@example.com", "2001:db8:0:1::1")).isTrue();
    }

    @Test
    void whoeverComesWhenTooManyAreKnownSharesOnePatience() {
        for (int i = 0; i < SignInThrottle.MOST_KNOWN; i++) {
            throttle.begin("name" + i, "192.0.2.1");
        }
        int passed = 0;
        for (int i = 0; i < 100; i++) {
            passed += throttle.begin("late" + i, "192.0.2.1") ? 1 : 0;
        }
        assertThat(passed).isEqualTo(5);

        identity.now = identity.now.plusSeconds(60);
        assertThat(throttle.begin("later", "192.0.2.1")).isTrue();
    }

    @Test
    void aVerifierDoesNotShowThePassword() {
        String verifier = PasswordHash.of("correct horse");

        assertThat(verifier).doesNotContain("correct").isNotEqualTo(PasswordHash.of("correct horse"));
        assertThat(PasswordHash.matches("correct horse", verifier)).isTrue();
        assertThat(PasswordHash.matches("correct horse", "nonsense")).isFalse();
    }
}
