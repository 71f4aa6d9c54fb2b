package aigateway.budget;

import aigateway.outbound.BlockingClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Posts an alert to an address that an operator wrote, again and again for a while. */
@ApplicationScoped
public class AlertPost {

    @Inject
    BlockingClient client;

    /**
     * @return the status, when asking again would not change it
     * @throws IOException when it would: nobody answered, or 429, or 5xx
     */
    @Retry(maxRetries = 3, delay = 1000, jitter = 300, maxDuration = 60_000, retryOn = IOException.class)
    @Timeout(15_000)
    public int post(URI address, String json) throws IOException {
        int status = client.post(address, json);
        if (status == 429 || status >= 500) {
            throw new IOException("answered " + status);
        }
        return status;
    }
}
