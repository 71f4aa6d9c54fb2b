package aigateway.identity;

import aigateway.manifest.SecretBox;
import aigateway.store.ChangeCounter;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The gateway's own ES256 keys, sealed in the database so that every node signs and knows the same. */
@ApplicationScoped
class SigningKeys {

    private static final System.Logger LOG = System.getLogger(SigningKeys.class.getName());

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    @Inject
    SecretBox box;

    @Inject
    InstantSource clock;

    /** Newest first: that one signs. */
    List<ECKey> read() {
        List<ECKey> keys = new ArrayList<>();
        for (SigningKeyRow row : entities.createQuery(
                        "SELECT k FROM SigningKeyRow k ORDER BY k.createdAt DESC", SigningKeyRow.class)
                .getResultList()) {
            box.open(row.sealed(), place(row.id()))
                    .ifPresentOrElse(
                            json -> keys.add(parse(json)),
                            () -> LOG.log(
                                    System.Logger.Level.ERROR,
                                    "Signing key {0} was stored with another GATEWAY_SECRET_KEY: tokens it signed are"
                                            + " refused",
                                    row.id()));
        }
        return keys;
    }

    /** Makes the first one; whoever holds the counter of the first start calls this. */
    void create() {
        try {
            ECKey key =
                    new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
            String sealed = box.seal(key.toJSONString(), place(key.getKeyID()));
            entities.persist(new SigningKeyRow(key.getKeyID(), sealed, clock.instant()));
            ChangeCounter.locked(entities, ChangeCounter.KEYS).increment();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot make keys on the curve P-256", e);
        }
    }

    private static String place(String id) {
        return "signing-key/" + id;
    }

    private static ECKey parse(String json) {
        try {
            return ECKey.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("A stored signing key is no JWK", e);
        }
    }
}
