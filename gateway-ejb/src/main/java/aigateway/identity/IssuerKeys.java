package aigateway.identity;

import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import aigateway.manifest.Snapshot;
import aigateway.manifest.Voice;
import aigateway.platform.Settings;
import com.nimbusds.jose.jwk.JWKSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The issuers that are trusted and the keys they publish. Keys are fetched in the background: when an issuer is new,
 * every five minutes, and when a token names a key that is not known, then at most every ten seconds.
 */
@ApplicationScoped
class IssuerKeys {

    private static final System.Logger LOG = System.getLogger(IssuerKeys.class.getName());

    static final long REFRESH_MILLIS = 5 * 60_000L;
    static final long PAUSE_MILLIS = 10_000;
    /** An issuer that stays away is told this seldom. */
    static final long TELL_MILLIS = 10 * 60_000L;

    private final Map<URI, Fetched> fetched = new ConcurrentHashMap<>();
    private final Set<URI> wanted = ConcurrentHashMap.newKeySet();
    /** Those that have not answered yet. */
    private final Set<URI> asked = ConcurrentHashMap.newKeySet();

    private final JwtSettings settings;
    private final Derived<Map<String, TrustedIssuer>> issuers;

    @Inject
    Configuration configuration;

    @Inject
    KeySetFetch fetch;

    @Inject
    InstantSource clock;

    @Inject
    Voice voice;

    IssuerKeys() {
        this(JwtSettings.of(Settings.ofThisProcess()));
    }

    IssuerKeys(JwtSettings settings) {
        this.settings = settings;
        this.issuers = new Derived<>(this::issuers);
    }

    /**
     * @param triedAt when it was last asked, whether it answered or not
     * @param toldAt when it was last told that it does not answer; null: it does
     */
    private record Fetched(JWKSet keys, long triedAt, @Nullable Long toldAt) {}

    JwtSettings settings() {
        return settings;
    }

    private Map<String, TrustedIssuer> issuers(Snapshot snapshot) {
        Map<String, TrustedIssuer> result = new HashMap<>();
        settings.defaultIssuer().ifPresent(issuer -> result.put(issuer.issuer(), issuer));
        snapshot.identityProviders().forEach((name, provider) -> result.put(name, TrustedIssuer.of(provider)));
        return Map.copyOf(result);
    }

    Optional<TrustedIssuer> find(String issuer, Snapshot snapshot) {
        return Optional.ofNullable(issuers.from(snapshot).get(issuer));
    }

    /** What is known now; empty for an issuer that has not answered. */
    JWKSet keysOf(TrustedIssuer issuer) {
        JWKSet fixed = issuer.fixedKeys();
        if (fixed != null) {
            return fixed;
        }
        Fetched known = issuer.fetchedFrom().map(fetched::get).orElse(null);
        return known == null ? new JWKSet() : known.keys;
    }

    /** Asks for the keys to be fetched again before long. */
    void miss(TrustedIssuer issuer) {
        issuer.fetchedFrom().ifPresent(wanted::add);
    }

    /**
     * Called twice a second.
     *
     * @param threads each issuer is asked on one of its own: one that takes its time holds up no other
     */
    void refresh(Executor threads) {
        long now = clock.millis();
        for (TrustedIssuer issuer : issuers.from(configuration.current()).values()) {
            issuer.fetchedFrom()
                    .filter(address -> isDue(address, now) && asked.add(address))
                    .ifPresent(address -> refresh(address, now, threads));
        }
    }

    private void refresh(URI address, long now, Executor threads) {
        try {
            threads.execute(() -> {
                try {
                    refresh(address, now);
                } finally {
                    asked.remove(address);
                }
            });
        } catch (RuntimeException full) {
            asked.remove(address);
            throw full;
        }
    }

    private boolean isDue(URI address, long now) {
        Fetched known = fetched.get(address);
        if (known == null) {
            return true;
        }
        boolean never = known.keys.isEmpty();
        return isOver(REFRESH_MILLIS, known.triedAt, now)
                || (isOver(PAUSE_MILLIS, known.triedAt, now) && (never || wanted.contains(address)));
    }

    /** What lies ahead is over, too: the clock was set back since, nobody knows how long ago. */
    private static boolean isOver(long millis, long since, long now) {
        return now < since || now - since >= millis;
    }

    private void refresh(URI address, long now) {
        Fetched before = fetched.get(address);
        try {
            fetched.put(address, new Fetched(fetch.fetch(address), now, null));
            if (before != null && before.toldAt != null) {
                LOG.log(voice.level(System.Logger.Level.INFO), "The keys at {0} can be fetched again", address);
            }
        } catch (IOException | RuntimeException e) {
            Long toldAt = before == null ? null : before.toldAt;
            boolean news = toldAt == null || isOver(TELL_MILLIS, toldAt, now);
            LOG.log(
                    news ? voice.level(System.Logger.Level.WARNING) : System.Logger.Level.DEBUG,
                    "The keys at {0} cannot be fetched, and are asked for again: {1}",
                    address,
                    e);
            fetched.put(address, new Fetched(before == null ? new JWKSet() : before.keys, now, news ? now : toldAt));
        } finally {
            wanted.remove(address);
        }
    }
}
