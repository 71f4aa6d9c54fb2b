package aigateway.web.provider.vendor;

import java.net.URI;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the process's own credentials of AWS may be shown: to Bedrock itself, in all of AWS's partitions and through its
 * private endpoints, and where the operator's environment says Bedrock is. Anybody can have a name under {@code
 * amazonaws.com}, so the whole name counts. An address that somebody typed into a manifest is shown its own account's alone.
 */
final class AwsHosts {

    private static final Pattern BEDROCK = Pattern.compile(
            "(?:vpce-[a-z0-9-]+\\.)?bedrock-runtime(?:-fips)?\\.[a-z]{2,}(?:-[a-z0-9]+)+"
                    + "(?:(?:\\.vpce)?\\.amazonaws\\.com(?:\\.cn)?|\\.api\\.aws|\\.api\\.amazonwebservices\\.com\\.cn)");
    private static final String TOLD = "AWS_ENDPOINT_URL_BEDROCK_RUNTIME";

    private AwsHosts() {}

    /** @param base null: the vendor's own address */
    static boolean mayBeShownTheProcesssCredentials(@Nullable URI base, UnaryOperator<@Nullable String> settings) {
        if (base == null) {
            return true;
        }
        String told = settings.apply(TOLD);
        if (told != null && authority(base).equals(authority(URI.create(told)))) {
            return true;
        }
        String host = base.getHost() == null ? "" : base.getHost().toLowerCase(Locale.ROOT);
        return "https".equalsIgnoreCase(base.getScheme())
                && BEDROCK.matcher(host).matches()
                && (base.getPort() < 0 || base.getPort() == 443);
    }

    static String refusal(@Nullable URI base) {
        return "the process's credentials of AWS are shown to Bedrock's own addresses only, and "
                + (base == null ? "" : base.getHost())
                + " is none: give the account auth_data of its own, or set " + TOLD;
    }

    private static String authority(URI uri) {
        return (uri.getScheme() + "://" + uri.getAuthority()).toLowerCase(Locale.ROOT);
    }
}
