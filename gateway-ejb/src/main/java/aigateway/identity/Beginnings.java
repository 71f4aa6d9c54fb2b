package aigateway.identity;

import aigateway.audit.Actor;
import aigateway.manifest.ApplyResult;
import aigateway.manifest.Manifests;
import aigateway.platform.Settings;
import aigateway.store.ChangeCounter;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.util.Optional;

/** The administrator, the demo account and the signing key, made by whichever node comes first, in one transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Beginnings {

    private static final String ADMIN = "admin";
    private static final String DEMO = "demo";
    private static final Actor ACTOR = Actor.of("first start");

    /** No characters that are mistaken for one another. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int PASSWORD_LENGTH = 20;

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    @Inject
    Manifests manifests;

    @Inject
    Keys keys;

    @Inject
    Passwords passwords;

    @Inject
    SigningKeys signingKeys;

    /** @return empty at every start but the first */
    public Optional<Welcome> make() {
        return make(Settings.ofThisProcess());
    }

    Optional<Welcome> make(Settings settings) {
        ChangeCounter starts = ChangeCounter.locked(entities, ChangeCounter.FIRST_START);
        if (starts.version() > 0) {
            return Optional.empty();
        }
        starts.increment();
        signingKeys.create();
        ApplyResult result = manifests.apply(
                """
                {type: user, name: %1$s, display_name: Administrator, roles: [admin]}
                ---
                type: provider-account/echo
                name: echo
                collaborators: [{role_id: provider-account-access, subject: "team:everyone"}]
                integrations: [{name: echo, model_types: [chat]}]
                ---
                type: virtual-account
                name: %2$s
                permissions:
                  - resource_type: provider-account
                    resource_fqn: "%3$s:echo:echo"
                    role_id: provider-account-access
                """
                        .formatted(ADMIN, DEMO, settings.tenant()),
                ACTOR,
                false);
        if (result instanceof ApplyResult.Invalid invalid) {
            throw new IllegalStateException("The first manifests are refused: " + invalid.problems());
        }
        Optional<String> chosen = settings.adminPassword();
        String password = chosen.orElseGet(Beginnings::generated);
        passwords.set(ADMIN, password, ACTOR);
        AccessKey.Issued key = keys.issue(Subject.virtualAccount(DEMO), "demo", AccessKey.Form.OPAQUE, null, ACTOR);
        return Optional.of(new Welcome(settings.httpPort(), ADMIN, chosen.isPresent() ? null : password, key.token()));
    }

    private static String generated() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
