package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.platform.HotPath;
import aigateway.routing.Target;
import aigateway.web.openai.ChatRequest;
import aigateway.web.provider.NativeRequest;
import aigateway.web.provider.RequestHeaders;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's models at Azure. An address that ends with {@code /openai/v1} is spoken to as OpenAI is; of any other the
 * model's id is the deployment, which stands in the path.
 *
 * @see <a href="https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle">Azure: API versions</a>
 */
@HotPath
public class AzureOpenAi extends OpenAiCompatible {

    private static final URI NOWHERE = URI.create("https://resource.openai.azure.com");
    private static final String VERSION = "2024-10-21";
    private static final String RESPONSES_VERSION = "2025-04-01-preview";

    @Override
    public Set<String> accountTypes() {
        return Set.of("azure-openai");
    }

    /** Manifests without an address are refused: every account has a resource of its own. */
    @Override
    URI publicAddress() {
        return NOWHERE;
    }

    @Override
    String path(Target target, Operation operation) {
        URI base = target.account().baseUrl();
        String path = base == null || base.getPath() == null ? "" : base.getPath();
        if (path.matches(".*/v1/?")) {
            return route(operation);
        }
        String version = target.account().apiVersion();
        String root = path.matches(".*/openai/?") ? "" : "openai/";
        if (operation == Operation.RESPONSE) {
            // Of these the deployment stands in the body.
            return root + route(operation) + "?api-version=" + (version == null ? RESPONSES_VERSION : version);
        }
        return root
                + "deployments/"
                + URLEncoder.encode(target.model().upstreamName(), StandardCharsets.UTF_8)
                + '/'
                + route(operation)
                + "?api-version="
                + (version == null ? VERSION : version);
    }

    /** Files, batches and jobs stand beside the deployments. */
    @Override
    URI nativeAddress(Target target, ChatRequest request, NativeRequest passed) {
        URI address = super.nativeAddress(target, request, passed);
        URI base = target.account().baseUrl();
        if (request.operation() == Operation.PROXY
                || base == null
                || base.getPath().matches(".*/v1/?")) {
            return address;
        }
        String version = target.account().apiVersion();
        String usual = request.operation() == Operation.STORED_RESPONSE ? RESPONSES_VERSION : VERSION;
        String query = "api-version=" + (version == null ? usual : version)
                + (passed.query() == null ? "" : '&' + passed.query());
        String prefix = base.getPath().matches(".*/openai/?") ? "" : "openai/";
        return new NativeRequest(
                        passed.dialect(),
                        passed.method(),
                        prefix + passed.path(),
                        query,
                        Map.of(),
                        passed.body(),
                        null,
                        passed.afterwards())
                .under(base);
    }

    @Override
    void sign(RequestHeaders headers, Target target) {
        headers.key("api-key", "", target);
    }
}
