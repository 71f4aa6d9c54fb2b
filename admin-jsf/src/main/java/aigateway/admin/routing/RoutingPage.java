package aigateway.admin.routing;

import aigateway.admin.limits.RuleText;
import aigateway.admin.session.Me;
import aigateway.call.ModelCall;
import aigateway.call.Operation;
import aigateway.identity.Caller;
import aigateway.identity.Directory;
import aigateway.identity.Subject;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.FallbackConfig;
import aigateway.manifest.type.LoadBalanceTarget;
import aigateway.manifest.type.LoadBalancingConfig;
import aigateway.routing.Plan;
import aigateway.routing.Resolution;
import aigateway.routing.Router;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routing rules, and which of all rules a given request would meet. The question is in the address. */
@Named
@RequestScoped
public class RoutingPage {

    @Inject
    Configuration configuration;

    @Inject
    Directory directory;

    @Inject
    Router router;

    @Inject
    LiveHealth health;

    @Inject
    Me me;

    private @Nullable String subject;
    private @Nullable String model;
    private @Nullable String metadata;
    private @Nullable Foreseen foreseen;

    /** @param when what it is for, part by part; empty: everything */
    public record Rule(String id, List<String> when, String how, String sticky, List<Line> targets) {}

    /** @param share of the traffic, or its place */
    public record Line(String target, String share, TargetState state) {}

    /**
     * @param problem why there is no answer; then all else is empty
     * @param route who decided
     */
    public record Foreseen(
            @Nullable String problem, String route, List<Line> targets, List<Foresight.Section> sections) {}

    public void open() {
        me.mustBeAdmin();
    }

    public List<Rule> getBalancing() {
        return configuration.current().loadBalancing().map(LoadBalancingConfig::rules).orElse(List.of()).stream()
                .map(rule -> new Rule(
                        rule.id(),
                        RuleText.conditions(rule.when()),
                        Words.how(rule.type()),
                        Words.sticky(rule.stickyRouting()),
                        rule.loadBalanceTargets().stream()
                                .map(target -> line(target, rule.type()))
                                .toList()))
                .toList();
    }

    private Line line(LoadBalanceTarget target, String type) {
        return new Line(target.target(), Words.place(target, type), health.of(target.target(), target.slaCutoff()));
    }

    public List<Rule> getFallbacks() {
        return configuration.current().fallback().map(FallbackConfig::rules).orElse(List.of()).stream()
                .map(rule -> new Rule(
                        rule.id(),
                        RuleText.conditions(rule.when().call()),
                        Words.statuses(rule),
                        "",
                        rule.fallbackModels().stream()
                                .map(target -> new Line(target.target(), "", health.of(target.target(), null)))
                                .toList()))
                .toList();
    }

    public boolean isAsked() {
        return model != null && !model.isBlank();
    }

    /** What the request in the address would meet. */
    public Foreseen getForeseen() {
        Foreseen known = foreseen;
        if (known == null) {
            known = foresee();
            foreseen = known;
        }
        return known;
    }

    private Foreseen foresee() {
        Optional<Map<String, String>> labels = Labels.read(metadata);
        if (labels.isEmpty()) {
            return problem("Write labels as name=value, with commas between them.");
        }
        String who =
                subject == null || subject.isBlank() ? me.caller().subject().toString() : subject.strip();
        Optional<Caller> caller = Subject.parse(who).flatMap(it -> directory.find(it, null, Map.of()));
        if (caller.isEmpty()) {
            return problem("Nobody is called '" + who
                    + "'. Write user:name or virtualaccount:name of one that has a manifest.");
        }
        String name = String.valueOf(model).strip();
        ModelCall call = new ModelCall(caller.get(), Operation.CHAT, name, labels.get(), false, 1, 1, null);
        Resolution resolution = router.foresee(call, health.view());
        if (resolution instanceof Resolution.Planned planned) {
            return foreseen(call, planned.plan());
        }
        return problem(
                resolution instanceof Resolution.Forbidden
                        ? who + " may not use " + name
                                + ": 403. A collaborator of its account or group, or a permission of"
                                + " the virtual account, would change that."
                        : "No model is called '" + name + "': 404. Write account/model, group/name or a short name.");
    }

    private Foreseen foreseen(ModelCall call, Plan plan) {
        List<Foresight.Section> sections = new Foresight(configuration.current(), call, plan).sections();
        String ruleId = plan.ruleId();
        boolean byRule = sections.get(0).rules().stream().anyMatch(Foresight.Line::applies);
        String route = byRule
                ? "The load balancing rule '" + ruleId + "' decides."
                : ruleId == null
                        ? "It is a model itself, and goes there."
                        : "The virtual model '" + ruleId + "' decides.";
        return new Foreseen(
                null,
                route,
                plan.targets().stream()
                        .map(target -> new Line(target.id(), "", health.of(target.id(), target.slaCutoff())))
                        .toList(),
                sections);
    }

    private static Foreseen problem(String what) {
        return new Foreseen(what, "", List.of(), List.of());
    }

    public @Nullable String getSubject() {
        return subject;
    }

    public void setSubject(@Nullable String subject) {
        this.subject = subject;
    }

    public @Nullable String getModel() {
        return model;
    }

    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public @Nullable String getMetadata() {
        return metadata;
    }

    public void setMetadata(@Nullable String metadata) {
        this.metadata = metadata;
    }
}
