package aigateway.platform;

import java.io.IOException;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpEvents.IncomingHttpUpgradeEvent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Method;

/**
 * Takes the offer of HTTP/2 from a request, or of whatever from one with a body. The JDK's HTTP client offers HTTP/2 in each,
 * and where that is off nobody in Payara declines: the server takes the rest of the connection for the request's body,
 * however long that says it is, and closes it after the answer without having said so. Others that a GET offers, as
 * WebSockets, are left to the application that knows them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.8">RFC 9110, 7.8</a>: an offer may be ignored
 */
final class DeclinedUpgrades extends ForwardingFilter {

    DeclinedUpgrades(Filter filter) {
        super(filter);
    }

    @Override
    public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) throws IOException {
        if (event instanceof IncomingHttpUpgradeEvent offer) {
            HttpHeader request = offer.getHttpHeader();
            if (request.getUpgradeDC().startsWithIgnoreCase("h2c", 0) || !isGet(request)) {
                request.setIgnoreContentModifiers(false);
                request.getUpgradeDC().recycle();
            }
        }
        return super.handleEvent(context, event);
    }

    private static boolean isGet(HttpHeader header) {
        return header instanceof HttpRequestPacket request && Method.GET.equals(request.getMethod());
    }
}
