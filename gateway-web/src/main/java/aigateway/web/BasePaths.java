package aigateway.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Inference answers under several base addresses, since clients differ in what they append to theirs. All of them are
 * the same path to the resources: the one without a prefix. Everything else has one address, by which those know it who
 * look at paths before the resources do: servlet filters, and the server.
 */
@Provider
@PreMatching
public class BasePaths implements ContainerRequestFilter {

    private static final String[] BASES = {"api/llm/api/inference/openai/", "api/llm/", "openai/"};
    private static final String VERSION = "v1/";

    /** What paths of inference begin with, as it is written: in another way it is not found behind a base. */
    static final Set<String> INFERENCE = Set.of(
            "audio",
            "batches",
            "chat",
            "completions",
            "embeddings",
            "files",
            "fine_tuning",
            "images",
            "messages",
            "models",
            "moderations",
            "proxy",
            "rerank",
            "responses",
            "v1beta",
            "v2");

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath(false);
        String rest = withoutBase(path.startsWith("/") ? path.substring(1) : path);
        if (rest != null) {
            request.setRequestUri(moved(
                    request.getUriInfo().getRequestUri(),
                    request.getUriInfo().getBaseUri().getRawPath() + rest));
        }
    }

    /** The address with another path. Nothing else of it is read, or written anew: it is in nearly every request. */
    static URI moved(URI address, String path) {
        String whole = address.toString();
        int start = whole.indexOf('/', whole.indexOf("//") + 2);
        return URI.create(whole.substring(0, start)
                + path
                + whole.substring(start + address.getRawPath().length()));
    }

    /** @return null when the path has no prefix to take away, or is not one of inference behind it */
    public static @Nullable String withoutBase(String path) {
        String rest = path;
        for (String base : BASES) {
            if (rest.startsWith(base)) {
                rest = rest.substring(base.length());
                break;
            }
        }
        if (rest.startsWith(VERSION)) {
            rest = rest.substring(VERSION.length());
        }
        return rest.length() == path.length() || !isInference(rest) ? null : rest;
    }

    private static boolean isInference(String path) {
        int slash = path.indexOf('/');
        return INFERENCE.contains(slash < 0 ? path : path.substring(0, slash));
    }
}
