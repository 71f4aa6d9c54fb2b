package aigateway.web.responses;

import aigateway.call.Usage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The events of a response that a vendor keeps, told once more: how it went and what it used is known since it was made. */
final class KeptResponseStream extends NamedResponseStream {

    /** @param name what the client calls a response, by the vendor's name */
    KeptResponseStream(UnaryOperator<String> name) {
        super(name);
    }

    /** Nobody else could be asked instead. */
    @Override
    public boolean hasBegun() {
        return true;
    }

    /** That the response failed is what was asked for, and no failure to tell of it. */
    @Override
    public @Nullable String error() {
        return null;
    }

    /** The vendor ended it as HTTP wants it: where it began was the client's choice. */
    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public Usage usage() {
        return Usage.NONE;
    }
}
