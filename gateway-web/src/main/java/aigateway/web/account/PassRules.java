package aigateway.web.account;

import aigateway.audit.Thing;
import aigateway.call.DeniedException;
import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.identity.Access;
import aigateway.identity.Caller;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may say what to an account itself. Whoever may use it may ask its models, in the vendor's own words too; what else a
 * vendor offers, the account's managers may, since there nobody's things are kept apart.
 */
@ApplicationScoped
public class PassRules {

    /** Where a model answers, and nothing is kept. */
    private static final Pattern INFERENCE = Pattern.compile("(?:v1/|v2/|v1beta/|v1beta1/|openai/|api/)*"
            + "(?:deployments/[^/]+/)?"
            + "(?:chat/completions|completions|fim/completions|embeddings|embed|messages|messages/count_tokens|moderations"
            + "|rerank|score|classify|chat|generate|ocr|images/(?:generations|edits|variations)"
            + "|audio/(?:speech|transcriptions|translations)"
            + "|(?:projects/[^/]+/locations/[^/]+/)?(?:publishers/[^/]+/)?models/[^/]+:[A-Za-z]+"
            + "|model/[^/]+/(?:converse|converse-stream|invoke|invoke-with-response-stream))");

    @Inject
    Configuration configuration;

    @Inject
    Access access;

    /** @throws GatewayException there is none of that name, or the caller may not use it */
    ProviderAccount account(Caller caller, @Nullable String name) {
        if (name == null || name.isBlank()) {
            throw GatewayException.badRequest(
                    "Name the provider account in the header 'x-tfy-provider-name'.", "x-tfy-provider-name");
        }
        ProviderAccount account = configuration.current().accounts().get(name);
        if (account == null) {
            throw new GatewayException(ErrorType.NOT_FOUND, "There is no provider account '" + name + "'.");
        }
        if (!access.mayUse(caller, account)) {
            throw forbidden(name, "This key may not use the account '" + name + "'.");
        }
        return account;
    }

    boolean manages(Caller caller, ProviderAccount account) {
        return access.mayManage(caller, account);
    }

    /**
     * The model that is asked, and pays.
     *
     * @param named in path and body
     * @return null where none is asked
     * @throws GatewayException the caller may not say that
     */
    @Nullable
    Model model(
            Caller caller,
            ProviderAccount account,
            Operation operation,
            String method,
            String path,
            Set<String> named) {
        Model first = null;
        for (String name : named) {
            Model model = NamedModels.of(account, name).orElse(null);
            if (model == null && operation == Operation.PROXY && !manages(caller, account)) {
                throw forbidden(
                        account.name(),
                        "The model '" + name + "' is not among those of the account '" + account.name()
                                + "'; only its managers may use others.");
            }
            first = first == null ? model : first;
        }
        boolean asksModel = method.equals("POST")
                && !named.isEmpty()
                && INFERENCE.matcher(path).matches();
        if (operation == Operation.PROXY && !asksModel && !manages(caller, account)) {
            throw forbidden(
                    account.name(),
                    "Only managers of the account '" + account.name()
                            + "' (role provider-account-manager) may ask it for that; others may ask its models.");
        }
        return first;
    }

    private static GatewayException forbidden(String account, String message) {
        return new DeniedException(new Thing(Thing.PROVIDER_ACCOUNT, account), message, null);
    }
}
