package aigateway.web.direct;

import aigateway.audit.Denials;
import aigateway.call.Operation;
import aigateway.identity.Callers;
import aigateway.platform.ServerSpans;
import aigateway.platform.Settings;
import aigateway.web.BasePaths;
import aigateway.web.RequestHead;
import aigateway.web.chat.ChatCompletions;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.identity.Authentication;
import aigateway.web.openai.ChatRequestReader;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a chat completion as nearly all clients ask for it before JAX-RS does, and does with it what the resource does, in
 * the same order. A resource method costs nothing worth saving but here: finding it, and making the objects that a resource
 * may ask for, is a quarter of the time that the thread of such a request needs. Whatever is written in another way than
 * usual goes on to the resource.
 *
 * @see aigateway.web.chat.ChatResource
 */
public class DirectChat implements Filter {

    private static final String PATH = "chat/completions";
    private static final String JSON = "application/json";

    /** What clients say they take. Anything else is for JAX-RS to read, which may find it malformed. */
    private static final Set<String> ACCEPTED = Set.of(
            "*/*",
            JSON,
            "text/event-stream",
            "application/json, text/event-stream",
            "application/json, text/plain, */*");

    @Inject
    ChatCompletions completions;

    @Inject
    Callers callers;

    @Inject
    Denials denials;

    /** The server's spans are of what JAX-RS does: where somebody wants them all goes there. So it does on other servers. */
    private final boolean takes = ServerSpans.areLeftOut(Settings.ofThisProcess());

    @Override
    public void doFilter(ServletRequest any, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) any;
        if (takes && isUsual(request)) {
            complete(request, (HttpServletResponse) response);
        } else {
            chain.doFilter(request, response);
        }
    }

    static boolean isUsual(HttpServletRequest request) {
        return "POST".equals(request.getMethod())
                && isChat(request.getRequestURI(), request.getContextPath().length() + 1)
                && isJson(request.getContentType())
                && isAccepted(request.getHeader("Accept"));
    }

    /** As it is written, to the letter. */
    private static boolean isChat(String address, int start) {
        if (!address.endsWith(PATH) || address.length() < start) {
            return false;
        }
        String path = address.substring(start);
        return path.equals(PATH) || PATH.equals(BasePaths.withoutBase(path));
    }

    private static boolean isJson(@Nullable String type) {
        return type != null
                && type.regionMatches(true, 0, JSON, 0, JSON.length())
                && (type.length() == JSON.length()
                        || type.substring(JSON.length()).equalsIgnoreCase("; charset=utf-8")
                        || type.substring(JSON.length()).equalsIgnoreCase(";charset=utf-8"));
    }

    private static boolean isAccepted(@Nullable String accept) {
        return accept == null || ACCEPTED.contains(accept);
    }

    private void complete(HttpServletRequest request, HttpServletResponse response) {
        ServletSuspension suspended = ServletSuspension.begin(request, response, denials);
        try {
            RequestHead.check(request);
            Authentication.of(name -> values(request, name), request::setAttribute, callers);
            completions.complete(request, suspended, Operation.CHAT, OpenAiClient.INSTANCE, ChatRequestReader::read);
        } catch (RuntimeException | Error failure) {
            suspended.fail(failure);
        }
    }

    private static @Nullable List<String> values(HttpServletRequest request, String name) {
        return request.getHeader(name) == null ? null : Collections.list(request.getHeaders(name));
    }
}
