package aigateway.web.provider.vendor;

import aigateway.web.provider.LlmProvider;
import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;

/** Where an account's requests go, parsed once. */
final class Endpoints {

    record Endpoint(URI uri, LlmProvider.Server server) {}

    private record Key(URI base, String path) {}

    private static final int MOST_KEPT = 10_000;

    private final ConcurrentHashMap<Key, Endpoint> parsed = new ConcurrentHashMap<>();

    /** @param path what follows the account's address, encoded, with its query */
    Endpoint of(URI base, String path) {
        Key key = new Key(base, path);
        Endpoint known = parsed.get(key);
        if (known != null) {
            return known;
        }
        if (parsed.size() > MOST_KEPT) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(key, Endpoints::parse);
    }

    private static Endpoint parse(Key key) {
        String text = key.base().toString();
        URI uri = URI.create((text.endsWith("/") ? text : text + '/') + key.path());
        int port = uri.getPort() >= 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
        return new Endpoint(uri, new LlmProvider.Server(uri.toString(), uri.getHost(), port));
    }
}
