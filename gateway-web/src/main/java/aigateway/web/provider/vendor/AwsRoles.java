package aigateway.web.provider.vendor;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.ProviderAccount;
import aigateway.platform.Settings;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Access keys of AWS, where a role is assumed as well: by an account's manifest, or by a process that shows a token of its
 * platform, as in a cluster.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS: AssumeRole</a>
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AWS:
 *     AssumeRoleWithWebIdentity</a>
 */
@ApplicationScoped
public class AwsRoles {

    private static final String VERSION = "2011-06-15";
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Pattern GIVEN =
            Pattern.compile("<(AccessKeyId|SecretAccessKey|SessionToken|Expiration)>\\s*([^<]+?)\\s*</");
    private static final Pattern ERROR = Pattern.compile("<Code>([A-Za-z.]{1,60})</Code>");

    /**
     * What is assumed, and by what right.
     *
     * @param by null: by the token in the file
     */
    record Role(
            String arn, @Nullable String externalId, @Nullable AwsKey by, @Nullable String tokenFile, String region) {}

    @Inject
    UpstreamClient client;

    @Inject
    InstantSource clock;

    /** The process's own settings, by the names that AWS's tools know. */
    UnaryOperator<@Nullable String> settings =
            name -> Settings.ofThisProcess().named(name).orElse(null);

    Renewals<Role, AwsKey> assumed = new Renewals<>();

    /** What requests of the account are signed with; empty: nothing is known. */
    Optional<CompletableFuture<AwsKey>> of(ProviderAccount account) {
        AuthData auth = account.authData();
        Optional<CompletableFuture<AwsKey>> key = known(account, auth);
        boolean own = auth != null && auth.accessKeyId() != null;
        return key.isPresent() && !own && !AwsHosts.mayBeShownTheProcesssCredentials(account.baseUrl(), settings)
                ? Optional.of(CompletableFuture.failedFuture(new IOException(AwsHosts.refusal(account.baseUrl()))))
                : key;
    }

    private Optional<CompletableFuture<AwsKey>> known(ProviderAccount account, @Nullable AuthData auth) {
        AwsKey key = AwsKey.of(account, settings);
        String region = AwsKey.region(account, settings);
        if (auth != null && auth.roleArn() != null) {
            return Optional.of(
                    key == null
                            ? CompletableFuture.failedFuture(
                                    new IOException("there is no access key to assume the role " + auth.roleArn()
                                            + " with: AWS_ACCESS_KEY_ID is not set"))
                            : assumed(new Role(auth.roleArn(), auth.externalId(), key, null, region)));
        }
        String arn = settings.apply("AWS_ROLE_ARN");
        String file = settings.apply("AWS_WEB_IDENTITY_TOKEN_FILE");
        if (auth == null && key == null && arn != null && file != null) {
            return Optional.of(assumed(new Role(arn, null, null, file, region)));
        }
        return Optional.ofNullable(key).map(CompletableFuture::completedFuture);
    }

    /** The process's own Bedrock API key, for an account without credentials; null: it has none for that address. */
    @Nullable
    String bearersKey(ProviderAccount account) {
        return AwsHosts.mayBeShownTheProcesssCredentials(account.baseUrl(), settings)
                ? settings.apply("AWS_BEARER_TOKEN_BEDROCK")
                : null;
    }

    private CompletableFuture<AwsKey> assumed(Role role) {
        return assumed.of(role, clock.instant(), () -> assume(role));
    }

    private CompletableFuture<Renewals.Lent<AwsKey>> assume(Role role) {
        Map<String, String> form = new HashMap<>();
        form.put("Version", VERSION);
        form.put("RoleArn", role.arn());
        form.put("RoleSessionName", "ai-gateway");
        form.put("DurationSeconds", Long.toString(LIFE.toSeconds()));
        try {
            if (role.by() == null) {
                form.put("Action", "AssumeRoleWithWebIdentity");
                // A line that the platform renews, read once an hour.
                form.put(
                        "WebIdentityToken",
                        Files.readString(Path.of(String.valueOf(role.tokenFile())))
                                .strip());
            } else {
                form.put("Action", "AssumeRole");
                if (role.externalId() != null) {
                    form.put("ExternalId", role.externalId());
                }
            }
        } catch (IOException | InvalidPathException unreadable) {
            return CompletableFuture.failedFuture(
                    new IOException("the file that AWS_WEB_IDENTITY_TOKEN_FILE names cannot be read"));
        }
        UpstreamRequest request = new UpstreamRequest(
                "POST",
                address(role.region()),
                Map.of("Accept-Encoding", "identity"),
                encoded(form).getBytes(StandardCharsets.US_ASCII),
                "application/x-www-form-urlencoded",
                UpstreamRequest.Expected.NOTHING);
        AwsKey by = role.by();
        Instant asked = clock.instant();
        CompletableFuture<UpstreamResponse> sent =
                client.send(by == null ? request : AwsSignature.on(request, by, "sts", clock));
        return UpstreamClient.freedBy(sent.thenApply(answer -> given(answer, role, asked)), sent);
    }

    private URI address(String region) {
        String told = settings.apply("AWS_ENDPOINT_URL_STS");
        return URI.create(
                told != null
                        ? told
                        : "https://sts." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn/" : "/"));
    }

    private static String encoded(Map<String, String> form) {
        StringBuilder text = new StringBuilder();
        form.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    private static Renewals.Lent<AwsKey> given(UpstreamResponse answer, Role role, Instant asked) {
        String said =
                answer instanceof UpstreamResponse.Whole whole ? new String(whole.body(), StandardCharsets.UTF_8) : "";
        Map<String, String> given = new HashMap<>();
        Matcher element = GIVEN.matcher(said);
        while (element.find()) {
            given.put(element.group(1), element.group(2));
        }
        String id = given.get("AccessKeyId");
        String secret = given.get("SecretAccessKey");
        if (answer.status() / 100 != 2 || id == null || secret == null) {
            Matcher code = ERROR.matcher(said);
            throw new CompletionException(new IOException("AWS gave no key for the role " + role.arn() + " ("
                    + answer.status() + (code.find() ? ' ' + code.group(1) : "") + ')'));
        }
        AwsKey key = new AwsKey(id, secret, given.get("SessionToken"), role.region());
        return new Renewals.Lent<>(key, end(given.get("Expiration"), asked));
    }

    private static Instant end(@Nullable String told, Instant asked) {
        try {
            return told == null ? asked.plus(LIFE) : Instant.parse(told);
        } catch (DateTimeParseException otherwise) {
            return asked.plus(LIFE);
        }
    }
}
