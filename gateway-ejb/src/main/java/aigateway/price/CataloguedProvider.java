package aigateway.price;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider the catalogue knows.
 *
 * @param match other names it goes by; null: none
 * @param fallbacks ids of the providers whose models it resells
 * @param models the first that matches is meant
 */
record CataloguedProvider(String id, @Nullable Clause match, List<String> fallbacks, List<CataloguedModel> models) {

    Optional<CataloguedModel> model(String name) {
        for (CataloguedModel model : models) {
            if (model.match().matches(name)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }
}
