package aigateway.manifest.check;

import aigateway.manifest.document.Paths;
import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.Collaborator;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ModelCost;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.Secret;
import aigateway.outbound.AddressPolicy;
import aigateway.outbound.BlockedAddressException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Provider accounts: address, credentials, who may use them, models and prices. */
final class AccountCheck {

    static final List<String> ACCOUNT_ROLES = List.of("provider-account-access", "provider-account-manager");

    private static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9@][A-Za-z0-9._:/@+-]{0,254}");
    private static final Pattern API_VERSION = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final List<String> METRICS = List.of("per_1000_tokens", "per_million_tokens");
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer");

    private final Known known;
    private final AddressPolicy addresses;
    private final Findings findings;

    AccountCheck(Known known, AddressPolicy addresses, Findings findings) {
        this.known = known;
        this.addresses = addresses;
        this.findings = findings;
    }

    void check(ProviderAccount account) {
        URI baseUrl = account.baseUrl();
        if (baseUrl != null) {
            address(baseUrl, "base_url", addresses, findings);
            findings.require(
                    baseUrl.getRawQuery() == null && baseUrl.getRawFragment() == null,
                    "base_url",
                    "must end with the path: no ? and no #");
        } else {
            findings.require(!account.vendor().isAddressed(), "base_url", "is missing");
        }
        AuthData auth = account.authData();
        if (auth != null) {
            new AuthCheck(findings).check(account.vendor(), baseUrl, auth);
        }
        String version = account.apiVersion();
        findings.require(
                version == null || API_VERSION.matcher(version).matches(),
                "api_version",
                "must be letters, digits and . _ -, at most 40");
        headers(account.headers(), "headers", findings);
        collaborators(account.collaborators(), known, findings);
        models(account.integrations());
    }

    private void models(List<Model> models) {
        findings.unique(models.stream().map(Model::name).toList(), "integrations", "name");
        for (int i = 0; i < models.size(); i++) {
            String path = Paths.element("integrations", i);
            Model model = models.get(i);
            findings.require(
                    MODEL_NAME.matcher(model.name()).matches(),
                    path + ".name",
                    "must be letters, digits and . _ - : / @ +, at most 255");
            types(model.modelTypes(), path + ".model_types", findings);
            ParamCheck.check(model.defaults(), path + ".defaults", findings);
            ModelCost cost = model.cost();
            if (cost != null) {
                findings.oneOf(cost.metric(), METRICS, path + ".cost.metric");
                price(cost.input(), path + ".cost.input");
                price(cost.output(), path + ".cost.output");
                price(cost.cachedInput(), path + ".cost.cached_input");
                price(cost.cacheWrite(), path + ".cost.cache_write");
                price(cost.perImage(), path + ".cost.per_image");
                price(cost.perAudioMinute(), path + ".cost.per_audio_minute");
                price(cost.perMillionCharacters(), path + ".cost.per_million_characters");
                price(cost.perThousandSearches(), path + ".cost.per_thousand_searches");
                price(cost.batchInput(), path + ".cost.batch_input");
                price(cost.batchOutput(), path + ".cost.batch_output");
                findings.require(
                        (cost.batchInput() == null) == (cost.batchOutput() == null),
                        path + ".cost",
                        "batch_input and batch_output go together");
            }
        }
    }

    static void types(List<String> types, String path, Findings findings) {
        findings.notEmpty(types, path);
        findings.each(types, path, Model.TYPES::contains, "is unknown; there are " + String.join(", ", Model.TYPES));
    }

    private void price(@Nullable BigDecimal price, String path) {
        findings.require(price == null || price.signum() >= 0, path, "must not be negative");
    }

    static void collaborators(List<Collaborator> collaborators, Known known, Findings findings) {
        for (int i = 0; i < collaborators.size(); i++) {
            String path = Paths.element("collaborators", i);
            findings.oneOf(collaborators.get(i).roleId(), ACCOUNT_ROLES, path + ".role_id");
            subject(collaborators.get(i).subject(), path + ".subject", known, findings);
        }
    }

    static void subject(String subject, String path, Known known, Findings findings) {
        String objection = known.objectionToSubject(subject);
        if (objection != null) {
            findings.add(path, objection);
        }
    }

    static void address(URI address, String path, AddressPolicy addresses, Findings findings) {
        try {
            addresses.check(address);
        } catch (BlockedAddressException e) {
            findings.add(path, e.getMessage());
        }
    }

    static void headers(Map<String, Secret> headers, String path, Findings findings) {
        headers.forEach((name, value) -> {
            findings.require(isHeaderName(name), Paths.field(path, name), "is not a header's name");
            findings.require(
                    !OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT)),
                    Paths.field(path, name),
                    "is set by the gateway itself");
            findings.require(isHeaderValue(value.value()), Paths.field(path, name), "holds a control character");
        });
    }

    static boolean isHeaderName(String name) {
        return HEADER_NAME.matcher(name).matches();
    }

    static boolean isHeaderValue(String value) {
        return value.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 127 || c > 255);
    }
}
