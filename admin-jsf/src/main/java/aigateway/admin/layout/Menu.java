package aigateway.admin.layout;

import aigateway.admin.session.Me;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;

/** The console's pages. A new page is one line here. */
@Named
@RequestScoped
public class Menu {

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "Observe",
                    List.of(
                            new Item("/index", "Overview", "overview", List.of()),
                            new Item("/traces", "Request traces", "traces", List.of()))),
            new Group(
                    "Route",
                    List.of(
                            new Item("/models", "Models", "models", List.of("/account", "/virtual-model")),
                            new Item("/routing", "Routing", "route", List.of("/load-balancing-edit", "/fallback-edit")),
                            new Item("/playground", "Playground", "chat", List.of()))),
            new Group(
                    "Access",
                    List.of(
                            new Item("/users", "Users", "person", List.of("/user", "/user-edit")),
                            new Item("/teams", "Teams", "team", List.of("/team-edit")),
                            new Item(
                                    "/virtual-accounts",
                                    "Virtual accounts",
                                    "robot",
                                    List.of("/virtual-account", "/virtual-account-edit")),
                            new Item(
                                    "/identity-providers",
                                    "Identity providers",
                                    "account",
                                    List.of("/identity-provider-edit")),
                            new Item("/my-keys", "My keys", "key", List.of()))),
            new Group(
                    "Control",
                    List.of(
                            new Item("/rate-limits", "Rate limits", "limits", List.of("/rate-limits-edit")),
                            new Item("/budgets", "Budgets", "budget", List.of("/budgets-edit")),
                            new Item("/otel", "OTEL config", "export", List.of("/otel-edit")),
                            new Item("/delivery", "Delivery", "delivery", List.of()),
                            new Item("/audit", "Audit log", "list", List.of("/audit-entry")))));
    /** Members would only be told that these are not theirs. */
    private static final Set<String> FOR_ADMINISTRATORS =
            Set.of("/otel", "/delivery", "/audit", "/routing", "/users", "/teams", "/identity-providers");

    @Inject
    FacesContext faces;

    @Inject
    Me me;

    /**
     * @param view the page's name without extension
     * @param parts pages that belong to it without an own line in the menu
     */
    public record Item(String view, String title, String icon, List<String> parts) {}

    public record Group(String title, List<Item> items) {}

    public List<Group> getGroups() {
        return me.isAdmin() ? GROUPS : GROUPS.stream().map(Menu::forMembers).toList();
    }

    private static Group forMembers(Group group) {
        return new Group(
                group.title(),
                group.items().stream()
                        .filter(item -> !FOR_ADMINISTRATORS.contains(item.view()))
                        .toList());
    }

    public boolean isCurrent(Item item) {
        String view = faces.getViewRoot().getViewId().replace(".xhtml", "");
        return item.view.equals(view) || item.parts.contains(view);
    }
}
