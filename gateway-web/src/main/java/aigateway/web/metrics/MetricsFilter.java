package aigateway.web.metrics;

import aigateway.meter.Meters;
import aigateway.platform.Settings;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;

/**
 * Answers {@code /metrics}. A filter, since it stands before the page that Payara puts there: that one tells the server's
 * own figures once for each of two applications, which no Prometheus takes, and ours only once somebody has used them.
 * Pages under that one are left to the server, and asked for the same token.
 */
@WebFilter(urlPatterns = "/metrics/*", asyncSupported = true)
public class MetricsFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Meters meters;

    @Inject
    transient BeanManager beans;

    private transient MetricsToken token = MetricsToken.NONE;

    @Override
    public void init() {
        token = Settings.ofThisProcess().metricsToken().map(MetricsToken::new).orElse(MetricsToken.NONE);
        meters.addGauges(beans);
        meters.add("java", new JavaMetrics());
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!token.opensTo(name -> Collections.list(request.getHeaders(name)))) {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        if (!path(request).equals("/metrics")) {
            chain.doFilter(request, response);
            return;
        }
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET, HEAD");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        byte[] body = PrometheusText.of(meters.read()).getBytes(StandardCharsets.UTF_8);
        response.setContentType(PrometheusText.TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        if (!head) {
            response.getOutputStream().write(body);
        }
    }

    /** Below the application's root: how servers cut it in two depends on which servlet has it. */
    private static String path(HttpServletRequest request) {
        return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    }
}
