package aigateway.identity;

import aigateway.outbound.BlockedAddressException;
import aigateway.outbound.BlockingClient;
import com.nimbusds.jose.jwk.JWKSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Gets an issuer's keys. Blocks, so only background threads call it. */
@ApplicationScoped
public class KeySetFetch {

    private static final int MAX_BYTES = 512 * 1024;

    @Inject
    BlockingClient client;

    /** @throws IOException also when the answer is no key set */
    @Retry(
            maxRetries = 2,
            delay = 500,
            jitter = 200,
            retryOn = IOException.class,
            abortOn = BlockedAddressException.class)
    @Timeout(15_000)
    public JWKSet fetch(URI address) throws IOException {
        try {
            return JWKSet.parse(new String(client.get(address, MAX_BYTES), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IOException("answered no key set", e);
        }
    }
}
