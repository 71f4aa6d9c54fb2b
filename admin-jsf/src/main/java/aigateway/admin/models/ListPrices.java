package aigateway.admin.models;

import aigateway.call.Usage;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.price.Price;
import aigateway.price.PriceCatalogue;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Optional;

/** Prices as people compare them: dollars for a million tokens of a short request. */
@RequestScoped
public class ListPrices {

    private static final int A_SHORT_REQUEST = 1_000;

    @Inject
    PriceCatalogue catalogue;

    @Inject
    InstantSource clock;

    public record ListPrice(BigDecimal input, BigDecimal output) {}

    Optional<ListPrice> listPrice(String provider, String modelId) {
        return catalogue.find(provider, modelId, clock.instant()).map(ListPrices::ofMillion);
    }

    Optional<ListPrice> listPrice(ProviderAccount account, Model model) {
        return catalogue.find(account, model, clock.instant()).map(ListPrices::ofMillion);
    }

    private static ListPrice ofMillion(Price price) {
        return new ListPrice(
                price.cost(Usage.of(A_SHORT_REQUEST, 0)).scaleByPowerOfTen(3),
                price.cost(Usage.of(0, A_SHORT_REQUEST)).scaleByPowerOfTen(3));
    }
}
