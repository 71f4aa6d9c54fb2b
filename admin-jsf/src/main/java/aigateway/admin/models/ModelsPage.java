package aigateway.admin.models;

import aigateway.admin.models.ListPrices.ListPrice;
import aigateway.admin.routing.LiveHealth;
import aigateway.admin.routing.TargetState;
import aigateway.admin.routing.Words;
import aigateway.admin.session.Me;
import aigateway.identity.Access;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.Collaborator;
import aigateway.manifest.type.LoadBalanceTarget;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RoutingConfig;
import aigateway.manifest.type.VirtualModel;
import aigateway.manifest.type.VirtualModelGroup;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts, their models and the virtual models, as far as the viewer may use them. */
@Named
@RequestScoped
public class ModelsPage {

    @Inject
    Configuration configuration;

    @Inject
    Access access;

    @Inject
    ListPrices prices;

    @Inject
    LiveHealth health;

    @Inject
    Me me;

    public record AccountCard(
            String name,
            String provider,
            @Nullable String address,
            boolean withKey,
            List<String> users,
            List<ModelLine> models) {}

    /**
     * @param callName what a request writes
     * @param price null when it is unknown
     */
    public record ModelLine(
            String callName, String upstreamName, List<String> types, @Nullable ListPrice price, boolean ownPrice) {}

    public record VirtualCard(
            String group,
            String callName,
            @Nullable String slug,
            boolean byWeight,
            String how,
            String sticky,
            List<TargetLine> targets) {}

    /**
     * @param share percent of the traffic, 0 when it does not go by weight
     * @param place its share or its priority; empty when neither counts
     * @param colour of the palette
     * @param missing no account has this model
     */
    public record TargetLine(String target, int share, String place, int colour, boolean missing, TargetState state) {}

    public List<AccountCard> getAccounts() {
        return configuration.current().accounts().values().stream()
                .filter(account -> access.mayUse(me.caller(), account))
                .sorted(Comparator.comparing(ProviderAccount::name))
                .map(this::card)
                .toList();
    }

    private AccountCard card(ProviderAccount account) {
        return new AccountCard(
                account.name(),
                account.provider(),
                account.baseUrl() == null ? null : account.baseUrl().toString(),
                account.authData() != null,
                account.collaborators().stream()
                        .map(Collaborator::subject)
                        .distinct()
                        .toList(),
                account.integrations().stream()
                        .map(model -> line(account, model))
                        .toList());
    }

    private ModelLine line(ProviderAccount account, Model model) {
        return new ModelLine(
                account.name() + '/' + model.name(),
                model.upstreamName(),
                model.modelTypes(),
                prices.listPrice(account, model).orElse(null),
                model.cost() != null);
    }

    public List<VirtualCard> getVirtualModels() {
        return configuration.current().virtualModels().values().stream()
                .filter(group -> access.mayUse(me.caller(), group))
                .sorted(Comparator.comparing(VirtualModelGroup::name))
                .flatMap(group -> group.integrations().stream().map(model -> card(group, model)))
                .toList();
    }

    private VirtualCard card(VirtualModelGroup group, VirtualModel model) {
        RoutingConfig routing = model.routingConfig();
        boolean byWeight = RoutingConfig.BY_WEIGHT.equals(routing.type());
        List<LoadBalanceTarget> targets = routing.loadBalanceTargets();
        Comparator<LoadBalanceTarget> order = byWeight
                ? Comparator.comparingInt(ModelsPage::weight).reversed()
                : Comparator.comparingInt(ModelsPage::priority);
        List<LoadBalanceTarget> sorted = targets.stream().sorted(order).toList();
        return new VirtualCard(
                group.name(),
                group.name() + '/' + model.name(),
                model.slug(),
                byWeight,
                Words.how(routing.type()),
                Words.sticky(routing.stickyRouting()),
                sorted.stream()
                        .map(target -> new TargetLine(
                                target.target(),
                                byWeight ? weight(target) : 0,
                                Words.place(target, routing.type()),
                                sorted.indexOf(target) % 6 + 1,
                                !exists(target.target()),
                                health.of(target.target(), target.slaCutoff())))
                        .toList());
    }

    private boolean exists(String target) {
        int slash = target.indexOf('/');
        ProviderAccount account =
                slash < 0 ? null : configuration.current().accounts().get(target.substring(0, slash));
        return account != null && account.model(target.substring(slash + 1)).isPresent();
    }

    private static int weight(LoadBalanceTarget target) {
        Integer weight = target.weight();
        return weight == null ? 0 : weight;
    }

    private static int priority(LoadBalanceTarget target) {
        Integer priority = target.priority();
        return priority == null ? 0 : priority;
    }
}
