package aigateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.Snapshot;
import aigateway.manifest.type.Collaborator;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.VirtualAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTest {

    private final ProviderAccount account = new ProviderAccount(
            "provider-account/openai",
            "main",
            null,
            null,
            List.of(new Collaborator("provider-account-access", "team:ml")),
            List.of(),
            Map.of(),
            null);
    private final VirtualAccount shop = new VirtualAccount(
            VirtualAccount.TYPE,
            "shop",
            null,
            null,
            List.of(new VirtualAccount.Permission(
                    "provider-account", "default:openai:main", "provider-account-access")),
            Map.of());
    private final Snapshot snapshot = Snapshot.of(1, "default", List.of(account, shop));
    private final Access access = new Access();

    @BeforeEach
    void configure() {
        access.configuration = () -> snapshot;
    }

    private static Caller caller(Subject subject, List<String> teams, List<String> roles) {
        return Caller.of(subject, subject.name(), teams, roles, null, Map.of());
    }

    @Test
    void membersOfACollaboratingTeamMay() {
        assertThat(access.mayUse(caller(Subject.user("ann"), List.of("ml"), List.of("member")), account))
                .isTrue();
    }

    @Test
    void othersMayNot() {
        assertThat(access.mayUse(caller(Subject.user("bob"), List.of("sales"), List.of("member")), account))
                .isFalse();
    }

    @Test
    void aVirtualAccountMayWhatItsPermissionsSay() {
        assertThat(access.mayUse(caller(Subject.virtualAccount("shop"), List.of(), List.of()), account))
                .isTrue();
        assertThat(access.mayUse(caller(Subject.virtualAccount("other"), List.of(), List.of()), account))
                .isFalse();
    }

    @Test
    void administratorsMayEverything() {
        assertThat(access.mayUse(caller(Subject.user("root"), List.of(), List.of("admin")), account))
                .isTrue();
    }
}
