package aigateway.manifest.check;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.ProviderType;
import aigateway.manifest.type.Secret;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How an account signs in: each vendor has its ways. */
final class AuthCheck {

    /** Where an address of AWS says its region. */
    private static final Pattern REGION_IN_HOST =
            Pattern.compile("bedrock-(?:runtime|runtime-fips)\\.([a-z0-9-]+)\\.(?:amazonaws\\.com|api\\.aws).*");

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,576}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
    private static final JsonMapper JSON = new JsonMapper();

    private final Findings findings;

    AuthCheck(Findings findings) {
        this.findings = findings;
    }

    void check(ProviderType vendor, @Nullable URI baseUrl, AuthData auth) {
        List<String> types = new ArrayList<>(List.of(AuthData.API_KEY));
        if (vendor == ProviderType.AWS_BEDROCK) {
            types.add(AuthData.AWS_ACCESS_KEY);
            types.add(AuthData.AWS_ASSUME_ROLE);
        } else if (vendor == ProviderType.GOOGLE_VERTEX) {
            types.add(AuthData.SERVICE_ACCOUNT);
        }
        findings.oneOf(auth.type(), types, "auth_data.type");
        switch (auth.type()) {
            case AuthData.AWS_ACCESS_KEY -> {
                header(auth.accessKeyId(), "auth_data.access_key_id");
                header(auth.secretAccessKey(), "auth_data.secret_access_key");
                region(baseUrl, auth.region());
            }
            case AuthData.AWS_ASSUME_ROLE -> role(baseUrl, auth);
            case AuthData.SERVICE_ACCOUNT -> serviceAccount(auth.serviceAccount());
            default -> header(auth.apiKey(), "auth_data.api_key");
        }
    }

    private void region(@Nullable URI baseUrl, @Nullable String region) {
        boolean told = baseUrl != null
                && baseUrl.getHost() != null
                && REGION_IN_HOST.matcher(baseUrl.getHost()).matches();
        findings.require(
                region == null ? told : REGION.matcher(region).matches(),
                "auth_data.region",
                "must be a region of AWS, since base_url does not say it");
    }

    private void role(@Nullable URI baseUrl, AuthData auth) {
        String arn = auth.roleArn();
        findings.require(
                arn != null && ROLE.matcher(arn).matches(),
                "auth_data.role_arn",
                "must be a role's ARN: arn:aws:iam::123456789012:role/name");
        String external = auth.externalId();
        findings.require(
                external == null || EXTERNAL_ID.matcher(external).matches(),
                "auth_data.external_id",
                "must be letters, digits and . _ - : / + = , @, 2 to 1224 of them");
        if (auth.accessKeyId() != null || auth.secretAccessKey() != null) {
            header(auth.accessKeyId(), "auth_data.access_key_id");
            header(auth.secretAccessKey(), "auth_data.secret_access_key");
        }
        region(baseUrl, auth.region());
    }

    private void header(@Nullable Secret secret, String path) {
        if (secret == null) {
            findings.add(path, "is missing");
        } else {
            findings.require(AccountCheck.isHeaderValue(secret.value()), path, "holds a control character");
        }
    }

    private void serviceAccount(@Nullable Secret key) {
        String path = "auth_data.service_account";
        if (key == null) {
            findings.add(path, "is missing");
            return;
        }
        try {
            JsonNode json = JSON.readTree(key.value());
            findings.require(
                    json.path("client_email").isTextual()
                            && json.path("private_key").asText().contains("PRIVATE KEY"),
                    path,
                    "must be the JSON of a service account's key: it names client_email and private_key");
        } catch (JsonProcessingException notJson) {
            // Without the cause: it quotes the text.
            findings.add(path, "must be the JSON of a service account's key");
        }
    }
}
