package aigateway.web.model;

import aigateway.price.Price;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * @param contextWindow most input tokens, where known
 */
record UsableModel(
        String id, String ownedBy, List<String> modelTypes, OptionalLong contextWindow, Optional<Price> price) {}
