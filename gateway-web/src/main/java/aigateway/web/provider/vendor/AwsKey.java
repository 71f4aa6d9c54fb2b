package aigateway.web.provider.vendor;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.Secret;
import java.net.URI;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An access key of AWS, and where it is used.
 *
 * @param session token of a key that ends; null: one that does not
 */
record AwsKey(String id, String secret, @Nullable String session, String region) {

    private static final Pattern REGION_IN_HOST = Pattern.compile("bedrock-runtime(?:-fips)?\\.([a-z0-9-]+)\\..*");
    private static final String ASSUMED = "us-east-1";

    /** The account's own, or, where it has no credentials at all, the process's; null: there is none. */
    static @Nullable AwsKey of(ProviderAccount account, UnaryOperator<@Nullable String> defaults) {
        AuthData auth = account.authData();
        boolean own = auth != null && auth.accessKeyId() != null;
        if (auth == null || (!own && AuthData.AWS_ASSUME_ROLE.equals(auth.type()))) {
            return of(
                    defaults.apply("AWS_ACCESS_KEY_ID"),
                    defaults.apply("AWS_SECRET_ACCESS_KEY"),
                    defaults.apply("AWS_SESSION_TOKEN"),
                    region(account, defaults));
        }
        return of(
                value(auth.accessKeyId()),
                value(auth.secretAccessKey()),
                value(auth.sessionToken()),
                region(account, defaults));
    }

    /** What the account says, or its address; of one that says nothing of itself the process's. */
    static String region(ProviderAccount account, UnaryOperator<@Nullable String> defaults) {
        AuthData auth = account.authData();
        return region(account.baseUrl(), auth == null ? defaults.apply("AWS_REGION") : auth.region());
    }

    private static @Nullable AwsKey of(
            @Nullable String id, @Nullable String secret, @Nullable String session, String region) {
        return id == null || secret == null ? null : new AwsKey(id, secret, session, region);
    }

    private static @Nullable String value(@Nullable Secret secret) {
        return secret == null ? null : secret.value();
    }

    private static String region(@Nullable URI base, @Nullable String told) {
        if (told != null) {
            return told;
        }
        Matcher host = REGION_IN_HOST.matcher(base == null || base.getHost() == null ? "" : base.getHost());
        return host.matches() ? host.group(1) : ASSUMED;
    }

    @Override
    public String toString() {
        return "AwsKey[" + region + ']';
    }
}
