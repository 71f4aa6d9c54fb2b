package aigateway.platform;

import java.io.IOException;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;

/**
 * Has another do its work. What is to be added to a listener stands in for one of its filters in this way: a chain that
 * grows under open connections breaks them, since what is known of each has as many places as the chain had filters.
 */
abstract class ForwardingFilter implements Filter {

    private final Filter filter;

    ForwardingFilter(Filter filter) {
        this.filter = filter;
    }

    /** Whom this one stands in for. */
    final Filter filter() {
        return filter;
    }

    @Override
    public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) throws IOException {
        return filter.handleEvent(context, event);
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
