package aigateway.web.model;

import aigateway.identity.Access;
import aigateway.identity.Caller;
import aigateway.manifest.Configuration;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.VirtualModel;
import aigateway.manifest.type.VirtualModelGroup;
import aigateway.price.PriceCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** What a caller finds when it asks for models. */
@ApplicationScoped
public class UsableModels {

    @Inject
    Configuration configuration;

    @Inject
    Access access;

    @Inject
    PriceCatalogue prices;

    @Inject
    InstantSource clock;

    List<UsableModel> of(Caller caller) {
        return those(account -> access.mayUse(caller, account), group -> access.mayUse(caller, group));
    }

    /** Whether there is such a model, whoever may use it. */
    boolean isKnown(String id) {
        return those(account -> true, group -> true).stream()
                .anyMatch(model -> model.id().equals(id));
    }

    private List<UsableModel> those(Predicate<ProviderAccount> accounts, Predicate<VirtualModelGroup> groups) {
        Snapshot snapshot = configuration.current();
        List<UsableModel> models = new ArrayList<>();
        for (ProviderAccount account : snapshot.accounts().values()) {
            if (accounts.test(account)) {
                account.integrations().forEach(model -> models.add(real(account, model)));
            }
        }
        for (VirtualModelGroup group : snapshot.virtualModels().values()) {
            if (groups.test(group)) {
                group.integrations().forEach(model -> addVirtual(models, group, model));
            }
        }
        models.sort(Comparator.comparing(UsableModel::id));
        return models;
    }

    private UsableModel real(ProviderAccount account, Model model) {
        return new UsableModel(
                account.name() + '/' + model.name(),
                account.provider(),
                model.modelTypes(),
                prices.contextWindow(account.vendor().priceBook(), model.upstreamName()),
                prices.find(account, model, clock.instant()));
    }

    private static void addVirtual(List<UsableModel> models, VirtualModelGroup group, VirtualModel model) {
        models.add(virtual(group.name() + '/' + model.name(), model));
        if (model.slug() != null) {
            models.add(virtual(model.slug(), model));
        }
    }

    private static UsableModel virtual(String id, VirtualModel model) {
        return new UsableModel(
                id, "virtual-model", model.modelTypes(), OptionalLong.empty(), java.util.Optional.empty());
    }
}
