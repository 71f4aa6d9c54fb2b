package aigateway.manifest.check;

import aigateway.manifest.document.Paths;
import aigateway.manifest.document.Problem;
import aigateway.manifest.type.BudgetConfig;
import aigateway.manifest.type.DataAccessConfig;
import aigateway.manifest.type.FallbackConfig;
import aigateway.manifest.type.IdentityProvider;
import aigateway.manifest.type.LoadBalancingConfig;
import aigateway.manifest.type.Manifest;
import aigateway.manifest.type.OtelConfig;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.manifest.type.RequestLoggingConfig;
import aigateway.manifest.type.TracingProject;
import aigateway.manifest.type.VirtualAccount;
import aigateway.manifest.type.VirtualModelGroup;
import aigateway.outbound.AddressPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** Whether the manifests make sense together: each by itself, and each reference in the light of all the others. */
public final class StateCheck {

    static final Pattern NAME = Manifest.NAME;

    private final String tenant;
    private final AddressPolicy addresses;
    private final boolean defaultIssuer;

    public StateCheck(String tenant, AddressPolicy addresses, boolean defaultIssuer) {
        this.tenant = tenant;
        this.addresses = addresses;
        this.defaultIssuer = defaultIssuer;
    }

    /**
     * @param gone users and teams whose manifest is being taken away, {@code team:data}: what still names them is wrong
     * @param documentOf position of a manifest in what is applied, {@link Problem#ELSEWHERE} if it is not in it
     */
    public List<Problem> problems(List<Manifest> state, Set<String> gone, ToIntFunction<Manifest> documentOf) {
        Known known = new Known(tenant, state, gone, defaultIssuer);
        Map<String, String> taken = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Manifest manifest : state) {
            Findings findings = new Findings(documentOf.applyAsInt(manifest), manifest);
            findings.require(
                    NAME.matcher(manifest.name()).matches(),
                    "name",
                    "must be letters, digits and . _ - @ +, at most 128, and begin with a letter or a digit");
            check(manifest, known, findings);
            claims(manifest).forEach((claim, path) -> {
                String holder = taken.putIfAbsent(claim, manifest.kind() + ' ' + manifest.name());
                findings.require(holder == null, path, "is taken by " + holder);
            });
            problems.addAll(findings.problems());
        }
        return problems;
    }

    private void check(Manifest manifest, Known known, Findings findings) {
        if (manifest instanceof ProviderAccount account) {
            new AccountCheck(known, addresses, findings).check(account);
        } else if (manifest instanceof VirtualModelGroup group) {
            AccountCheck.collaborators(group.collaborators(), known, findings);
            new RoutingCheck(known, findings).check(group);
        } else if (manifest instanceof LoadBalancingConfig config) {
            new RoutingCheck(known, findings).check(config);
        } else if (manifest instanceof FallbackConfig config) {
            new RoutingCheck(known, findings).check(config);
        } else if (manifest instanceof RateLimitingConfig config) {
            new LimitCheck(known, addresses, findings).check(config);
        } else if (manifest instanceof BudgetConfig config) {
            new LimitCheck(known, addresses, findings).check(config);
        } else if (manifest instanceof OtelConfig config) {
            new ExporterCheck(addresses, findings).check(config);
        } else if (manifest instanceof TracingProject project) {
            new TracingCheck(known, tenant, findings).check(project);
        } else if (manifest instanceof DataAccessConfig config) {
            new TracingCheck(known, tenant, findings).check(config);
        } else if (manifest instanceof RequestLoggingConfig config) {
            new LoggingCheck(known, tenant, findings).check(config);
        } else {
            new PeopleCheck(known, addresses, findings).check(manifest);
        }
    }

    /** What only one manifest may have, each with the path of the field that says so. */
    private static Map<String, String> claims(Manifest manifest) {
        Map<String, String> claims = new HashMap<>();
        if (manifest instanceof ProviderAccount account) {
            claims.put("models of " + account.name(), "name");
        } else if (manifest instanceof VirtualModelGroup group) {
            claims.put("models of " + group.name(), "name");
            for (int i = 0; i < group.integrations().size(); i++) {
                String slug = group.integrations().get(i).slug();
                if (slug != null) {
                    claims.put("slug " + slug, Paths.element("integrations", i) + ".slug");
                }
            }
        } else if (manifest instanceof VirtualAccount account && account.token() != null) {
            claims.put("token " + account.token().value(), "token");
        } else if (manifest instanceof IdentityProvider provider) {
            claims.put("issuer " + provider.issuer(), "issuer");
        }
        return claims;
    }
}
