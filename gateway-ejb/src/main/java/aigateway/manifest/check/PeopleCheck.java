package aigateway.manifest.check;

import aigateway.manifest.document.Paths;
import aigateway.manifest.type.IdentityProvider;
import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.Secret;
import aigateway.manifest.type.Team;
import aigateway.manifest.type.User;
import aigateway.manifest.type.VirtualAccount;
import aigateway.outbound.AddressPolicy;
import java.util.List;

/** Who may call: users, teams, virtual accounts and the issuers that are trusted to name them. */
final class PeopleCheck {

    /** Shorter ones are guessed. */
    static final int MIN_PASSWORD = 8;

    static final int MAX_DISPLAY_NAME = 200;

    /** Longer ones are not even looked at when somebody signs in. */
    static final int MAX_PASSWORD = 1024;

    static final int MIN_TOKEN = 8;

    private static final List<String> ROLES = List.of("admin", "member");
    private static final List<String> RESOURCES = List.of("provider-account");

    private final Known known;
    private final AddressPolicy addresses;
    private final Findings findings;

    PeopleCheck(Known known, AddressPolicy addresses, Findings findings) {
        this.known = known;
        this.addresses = addresses;
        this.findings = findings;
    }

    void check(Manifest manifest) {
        if (manifest instanceof User user) {
            check(user);
        } else if (manifest instanceof Team team) {
            findings.require(!team.name().equals(Team.EVERYONE), "name", "is the team of all users already");
            findings.each(team.members(), "members", known::isUser, "is not a known user");
        } else if (manifest instanceof VirtualAccount account) {
            check(account);
        } else if (manifest instanceof IdentityProvider provider) {
            check(provider);
        }
    }

    private void check(User user) {
        roles(user.roles(), "roles");
        String issuer = user.issuer();
        findings.require(
                issuer == null || known.isIssuer(issuer), "issuer", "is not the issuer of a known identity-provider");
        String displayName = user.displayName();
        findings.require(
                displayName == null || displayName.length() <= MAX_DISPLAY_NAME,
                "display_name",
                "must have at most " + MAX_DISPLAY_NAME + " characters");
        Secret password = user.password();
        findings.require(
                password == null
                        || (password.value().length() >= MIN_PASSWORD
                                && password.value().length() <= MAX_PASSWORD),
                "password",
                "must have " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters");
    }

    private void check(VirtualAccount account) {
        VirtualAccount.Owner owner = account.ownedBy();
        findings.require(owner == null || known.isTeam(owner.team()), "owned_by.team", "is not a known team");
        findings.require(
                owner == null || !owner.team().equals(Team.EVERYONE),
                "owned_by.team",
                "'" + Team.EVERYONE + "' is the team of all users, and owns no virtual account");
        Secret token = account.token();
        findings.require(
                token == null
                        || (token.value().length() >= MIN_TOKEN
                                && token.value().chars().allMatch(c -> c > ' ' && c < 127)),
                "token",
                "must have at least " + MIN_TOKEN + " characters, without spaces");
        for (int i = 0; i < account.permissions().size(); i++) {
            String path = Paths.element("permissions", i);
            VirtualAccount.Permission permission = account.permissions().get(i);
            findings.oneOf(permission.resourceType(), RESOURCES, path + ".resource_type");
            findings.oneOf(permission.roleId(), AccountCheck.ACCOUNT_ROLES, path + ".role_id");
            findings.require(
                    known.isResource(permission.resourceFqn()),
                    path + ".resource_fqn",
                    "'" + permission.resourceFqn() + "' is not known; it is written tenant:provider:account");
        }
    }

    private void check(IdentityProvider provider) {
        findings.require(!provider.issuer().isBlank(), "issuer", "is empty");
        AccountCheck.address(provider.jwksUri(), "jwks_uri", addresses, findings);
        findings.notEmpty(provider.audiences(), "audiences");
        roles(provider.defaultRoles(), "default_roles");
    }

    private void roles(List<String> roles, String path) {
        findings.each(roles, path, ROLES::contains, "is unknown; there are " + String.join(", ", ROLES));
    }
}
