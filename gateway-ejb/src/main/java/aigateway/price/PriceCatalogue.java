package aigateway.price;

import aigateway.manifest.type.Model;
import aigateway.manifest.type.ModelCost;
import aigateway.manifest.type.ProviderAccount;
import aigateway.platform.HotPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the known models of the world charge, as of the file in this archive. Read at the first question; answers come
 * from memory.
 */
@HotPath
public class PriceCatalogue {

    /** Far more than an operator configures; names beyond it are looked up each time. */
    private static final int REMEMBERED = 4096;

    private record Name(String provider, String model) {}

    private final ConcurrentHashMap<Name, Optional<CataloguedModel>> remembered = new ConcurrentHashMap<>();

    /**
     * What a model of an account charges: the account's own {@code cost}, else the catalogue's price.
     *
     * @return empty when the price is unknown, which is not the same as nothing
     */
    public Optional<Price> find(ProviderAccount account, Model model, Instant at) {
        return model.cost() != null
                ? Optional.of(Price.of(model.cost()))
                : find(account.vendor().priceBook(), model.upstreamName(), at);
    }

    /**
     * What a model charges for requests in a batch: what the account's own {@code cost} says of that. The catalogue has no
     * prices of batches.
     *
     * @return empty when the price is unknown
     */
    public Optional<Price> inBatch(ProviderAccount account, @Nullable Model model) {
        if (account.vendor().priceBook().equals("echo")) {
            return Optional.of(Price.FREE);
        }
        ModelCost cost =
                model == null || model.cost() == null ? null : model.cost().inBatch();
        return Optional.ofNullable(cost).map(Price::of);
    }

    /**
     * @param provider the account type's {@link aigateway.manifest.type.ProviderType#priceBook()}, or any name the catalogue knows it by
     * @param modelId as the provider calls it
     */
    public Optional<Price> find(String provider, String modelId, Instant at) {
        return provider.equals("echo")
                ? Optional.of(Price.FREE)
                : model(provider, modelId)
                        .flatMap(model -> model.price(at))
                        .or(() -> UnitPrices.find(provider, modelId));
    }

    /** The most input tokens a model takes, where the catalogue knows. */
    public OptionalLong contextWindow(String provider, String modelId) {
        return model(provider, modelId).map(CataloguedModel::contextWindow).orElse(OptionalLong.empty());
    }

    private Optional<CataloguedModel> model(String provider, String modelId) {
        Name name = new Name(provider, modelId);
        Optional<CataloguedModel> known = remembered.get(name);
        if (known != null) {
            return known;
        }
        Optional<CataloguedModel> found = search(lower(provider), lower(modelId));
        if (remembered.size() < REMEMBERED) {
            remembered.put(name, found);
        }
        return found;
    }

    private static Optional<CataloguedModel> search(String providerName, String modelName) {
        Optional<CataloguedProvider> provider = provider(providerName);
        if (provider.isEmpty()) {
            return Optional.empty();
        }
        Optional<CataloguedModel> own = provider.get().model(modelName);
        if (own.isPresent()) {
            return own;
        }
        return provider.get().fallbacks().stream()
                .flatMap(id -> provider(id).stream())
                .flatMap(fallback -> fallback.model(modelName).stream())
                .findFirst();
    }

    private static Optional<CataloguedProvider> provider(String name) {
        List<CataloguedProvider> providers = Loaded.PROVIDERS;
        return providers.stream().filter(it -> it.id().equals(name)).findFirst().or(() -> providers.stream()
                .filter(it -> it.match() != null && it.match().matches(name))
                .findFirst());
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** Initialised by the class loader at the first question, once. */
    private static final class Loaded {

        static final List<CataloguedProvider> PROVIDERS = load();

        private static List<CataloguedProvider> load() {
            try (InputStream file = PriceCatalogue.class.getResourceAsStream("prices.json")) {
                if (file == null) {
                    throw new IllegalStateException("prices.json is missing from this archive");
                }
                return CatalogueFile.read(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
