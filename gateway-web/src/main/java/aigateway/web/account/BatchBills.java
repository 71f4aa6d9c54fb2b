package aigateway.web.account;

import aigateway.admission.Settlement;
import aigateway.budget.Budgets;
import aigateway.call.ModelCall;
import aigateway.call.ModelNames;
import aigateway.call.Operation;
import aigateway.call.Usage;
import aigateway.identity.Caller;
import aigateway.identity.Directory;
import aigateway.identity.Subject;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.ownership.Maker;
import aigateway.ownership.OwnedObjects;
import aigateway.price.PriceCatalogue;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch came to, charged to whoever made it when the vendor first says that it is over: once, however often and on
 * whichever nodes it is asked about, and by the rules on the request that made it, whoever asks. Asks the database, so it is not for a thread that others wait for.
 */
@ApplicationScoped
public class BatchBills {

    /** Of one that was ended early, what had been answered until then is owed. */
    private static final Set<String> OVER = Set.of("completed", "expired", "cancelled", "failed");

    @EJB
    OwnedObjects owned;

    @Inject
    Budgets budgets;

    @Inject
    Directory directory;

    @Inject
    PriceCatalogue prices;

    /**
     * @return what was charged now; empty: nothing is owed yet, or no longer
     */
    Optional<ClientDialect.Charge> settle(ProviderAccount account, byte[] answer) {
        ObjectNode batch = over(answer);
        Usage usage = batch == null ? null : usage(batch);
        if (batch == null || usage == null) {
            return Optional.empty();
        }
        return owned.settle(account.name(), batch.path("id").asText())
                .map(maker -> charged(account, maker, batch, usage));
    }

    /** The batch that an answer tells of, if it is over; else null. */
    static @Nullable ObjectNode over(byte[] answer) {
        try {
            ObjectNode batch = Json.object(answer);
            return batch.path("object").asText().equals("batch")
                            && OVER.contains(batch.path("status").asText())
                    ? batch
                    : null;
        } catch (UncheckedIOException notJson) {
            return null;
        }
    }

    /** What a batch used, if its vendor tells; some write nothing but zeros. */
    static @Nullable Usage usage(JsonNode batch) {
        Usage told = NativeUsage.of(batch.path("usage"));
        return told == null || told.totalTokens() == 0 ? null : told;
    }

    private ClientDialect.Charge charged(ProviderAccount account, Maker maker, JsonNode batch, Usage usage) {
        Optional<Model> model = model(account, batch.path("model").asText());
        String name = model.map(it -> account.name() + '/' + it.name()).orElse(account.name());
        BigDecimal cost = prices.inBatch(account, model.orElse(null))
                .map(price -> price.cost(usage))
                .orElse(null);
        ModelCall call = new ModelCall(
                        caller(maker),
                        Operation.BATCHES,
                        name,
                        maker.labels(),
                        false,
                        usage.inputTokens(),
                        usage.outputTokens(),
                        cost)
                .planned(ModelNames.of(name).reaching(Set.of(name)));
        budgets.charge(call, Settlement.of(usage, cost).by(name));
        return new ClientDialect.Charge(usage, cost);
    }

    /** A vendor tells the version that answered, {@code gpt-4o-2024-08-06} where {@code gpt-4o} was asked. */
    private static Optional<Model> model(ProviderAccount account, String told) {
        return NamedModels.of(account, told).or(() -> account.integrations().stream()
                .filter(it -> told.startsWith(it.upstreamName())
                        && told.substring(it.upstreamName().length()).matches("-\\d{4}-\\d{2}-\\d{2}"))
                .findFirst());
    }

    /** In the teams of then, and otherwise as the manifests know them now; of one that is gone the name is left. */
    Caller caller(Maker maker) {
        Subject subject = maker.subject();
        Caller now = directory
                .find(subject, null, Map.of())
                .orElseGet(() -> Caller.of(subject, subject.name(), Set.of(), Set.of(), null, Map.of()));
        Set<String> teams = maker.teams();
        return teams == null
                ? now
                : Caller.of(subject, now.displayName(), teams, now.roles(), now.keyId(), now.claims());
    }
}
