package aigateway.manifest.type;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an account signs in. Any secret may be {@code env:NAME} or {@code file:PATH}, to be read from there when it is needed.
 *
 * @param type {@code api-key}, {@code aws-access-key}, {@code aws-assume-role} or {@code service-account}
 * @param apiKey the key
 * @param region of AWS, where the account's address does not say it
 * @param serviceAccount Google's key file, the JSON
 * @param roleArn the role of AWS that is assumed, with the access key or, without one, with the process's
 * @param externalId what the role's owner wants to be shown; null: nothing
 */
public record AuthData(
        String type,
        @Nullable Secret apiKey,
        @Nullable Secret accessKeyId,
        @Nullable Secret secretAccessKey,
        @Nullable Secret sessionToken,
        @Nullable String region,
        @Nullable Secret serviceAccount,
        @Nullable String roleArn,
        @Nullable String externalId) {

    public static final String API_KEY = "api-key";
    public static final String AWS_ACCESS_KEY = "aws-access-key";
    public static final String AWS_ASSUME_ROLE = "aws-assume-role";
    public static final String SERVICE_ACCOUNT = "service-account";

    /** A key. */
    public AuthData(String type, @Nullable Secret apiKey) {
        this(type, apiKey, null, null, null, null, null);
    }

    /** Without a role. */
    public AuthData(
            String type,
            @Nullable Secret apiKey,
            @Nullable Secret accessKeyId,
            @Nullable Secret secretAccessKey,
            @Nullable Secret sessionToken,
            @Nullable String region,
            @Nullable Secret serviceAccount) {
        this(type, apiKey, accessKeyId, secretAccessKey, sessionToken, region, serviceAccount, null, null);
    }

    /** All that must not be told. */
    public List<Secret> secrets() {
        return Stream.of(apiKey, accessKeyId, secretAccessKey, sessionToken, serviceAccount)
                .filter(Objects::nonNull)
                .toList();
    }
}
