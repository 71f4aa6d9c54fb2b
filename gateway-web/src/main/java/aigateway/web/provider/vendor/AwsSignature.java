package aigateway.web.provider.vendor;

import aigateway.web.provider.http.UpstreamRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * AWS's signature on a request, by AWS's own library, since its rules for the path are easily got wrong.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">AWS: Signature Version 4</a>
 */
final class AwsSignature {

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private AwsSignature() {}

    /**
     * Signs host, path, query, time and body; headers that the connection adds later are not signed.
     *
     * @param service that is asked, as signatures name it
     */
    static UpstreamRequest on(UpstreamRequest request, AwsKey key, String service, InstantSource clock) {
        SdkHttpRequest bare = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(request.uri())
                .build();
        SignedRequest signed = SIGNER.sign(signing -> signing.identity(identity(key))
                .request(bare)
                .payload(ContentStreamProvider.fromByteArray(request.body()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, key.region())
                .putProperty(HttpSigner.SIGNING_CLOCK, new At(clock)));
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        signed.request().headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("authorization") || lower.startsWith("x-amz-")) {
                headers.put(name, String.join(",", values));
            }
        });
        return new UpstreamRequest(
                request.method(), request.uri(), headers, request.body(), request.contentType(), request.expected());
    }

    private static AwsCredentialsIdentity identity(AwsKey key) {
        return key.session() == null
                ? AwsCredentialsIdentity.create(key.id(), key.secret())
                : AwsSessionCredentialsIdentity.create(key.id(), key.secret(), key.session());
    }

    /** The library asks for a clock with a zone. */
    private static final class At extends Clock {

        private final InstantSource source;

        At(InstantSource source) {
            this.source = source;
        }

        @Override
        public Instant instant() {
            return source.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
