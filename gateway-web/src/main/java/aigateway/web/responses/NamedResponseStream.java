package aigateway.web.responses;

import aigateway.web.dialect.AsIsStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A stream of a vendor's own events, in which the response and its items have other names. */
final class NamedResponseStream extends AsIsStream {

    private final ResponsesStreamToChat heard;
    private final UnaryOperator<String> name;
    private final Renaming names = new Renaming();
    private final Set<String> named = new HashSet<>();

    /**
     * @param previous the vendor's name of the response before this one, which its events repeat; null: there is none
     * @param name what the client calls a response, by the vendor's name
     */
    NamedResponseStream(ResponsesStreamToChat heard, @Nullable String previous, UnaryOperator<String> name) {
        super(heard, message -> EventWriter.failure(message, heard.next()));
        this.heard = heard;
        this.name = name;
        if (previous != null) {
            name(previous);
        }
    }

    private void name(String id) {
        if (named.add(id)) {
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

    /** Whole events come here, or the beginning of a very long one, where the name stands. */
    private byte[] named(byte[] events) {
        String id = heard.id();
        if (id != null) {
            name(id);
        }
        heard.items().forEach(this::name);
        return names.in(events);
    }
}
