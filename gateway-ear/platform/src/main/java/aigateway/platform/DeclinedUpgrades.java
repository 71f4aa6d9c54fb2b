package aigateway.platform;

import java.io.IOException;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;
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
 * <p>It stands in for one of the listener's filters, and has that do its work: a chain that grows under open connections
 * breaks them, since what is known of each has as many places as the chain had filters.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.8">RFC 9110, 7.8</a>: an offer may be ignored
 */
record DeclinedUpgrades(Filter filter) implements Filter {

    @Override
    public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) throws IOException {
        if (event instanceof IncomingHttpUpgradeEvent offer) {
            HttpHeader request = offer.getHttpHeader();
            if (request.getUpgradeDC().startsWithIgnoreCase("h2c", 0) || !isGet(request)) {
                request.setIgnoreContentModifiers(false);
                request.getUpgradeDC().recycle();
            }
        }
        return filter.handleEvent(context, event);
    }

    private static boolean isGet(HttpHeader header) {
        return header instanceof HttpRequestPacket request && Method.GET.equals(request.getMethod());
    }

    @Override
    public NextAction handleRead(FilterChainContext context) throws IOException {
        return filter.handleRead(context);
    }

    @Override
    public NextAction handleWrite(FilterChainContext context) throws IOException {
        return filter.handleWrite(context);
    }

    @Override
    public NextAction handleConnect(FilterChainContext context) throws IOException {
        return filter.handleConnect(context);
    }

    @Override
    public NextAction handleAccept(FilterChainContext context) throws IOException {
        return filter.handleAccept(context);
    }

    @Override
    public NextAction handleClose(FilterChainContext context) throws IOException {
        return filter.handleClose(context);
    }

    @Override
    public void exceptionOccurred(FilterChainContext context, Throwable error) {
        filter.exceptionOccurred(context, error);
    }

    @Override
    public void onAdded(FilterChain chain) {
        filter.onAdded(chain);
    }

    @Override
    public void onRemoved(FilterChain chain) {
        filter.onRemoved(chain);
    }

    @Override
    public void onFilterChainChanged(FilterChain chain) {
        filter.onFilterChainChanged(chain);
    }
}
