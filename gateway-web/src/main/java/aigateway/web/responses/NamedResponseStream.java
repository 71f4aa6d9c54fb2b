package aigateway.web.responses;

import aigateway.web.call.Failure;
import aigateway.web.dialect.AsIsStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A stream of a vendor's own events, in which the response, the one before it and its items have other names. */
class NamedResponseStream extends AsIsStream {

    private final ResponsesStreamToChat heard;
    private final UnaryOperator<String> name;
    private final Renaming names = new Renaming();
    private final Set<String> named = new HashSet<>();

    /** @param name what the client calls a response or an item, by the vendor's name */
    NamedResponseStream(UnaryOperator<String> name) {
        this(new ResponsesStreamToChat(), name);
    }

    private NamedResponseStream(ResponsesStreamToChat heard, UnaryOperator<String> name) {
        super(heard, failure -> EventWriter.failure(failure, heard.next()));
        this.heard = heard;
        this.name = name;
    }

    /** Sealed once, so that all events say the same. */
    private void name(@Nullable String id) {
        if (id != null && named.add(id)) {
            names.add(id, name.apply(id));
        }
    }

    @Override
    public byte[] read(byte[] came) {
        return named(super.read(came));
    }

    @Override
    public byte[] rest() {
        return named(super.rest());
    }

    @Override
    public byte[] errorEvent(Failure failure, UnaryOperator<String> clean) {
        return named(super.errorEvent(failure, clean));
    }

    /** Whole events come here, or the beginning of a very long one, where the name stands. */
    private byte[] named(byte[] events) {
        name(heard.id());
        name(heard.previous());
        heard.items().forEach(this::name);
        return names.in(events);
    }
}
