package aigateway.web.provider.vendor;

import aigateway.call.Usage;
import aigateway.web.openai.VendorStream;
import aigateway.web.provider.http.UpstreamStream;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's stream as it comes out of its translation. What was translated counts as taken in the measure in which the
 * translation is: the vendor is asked for more as before.
 */
final class TranslatedStream implements UpstreamStream, UpstreamStream.Sink {

    private final UpstreamStream vendor;
    private final VendorStream translation;
    private volatile @Nullable Sink target;
    private boolean over;

    /** The vendor's bytes that have not been asked for again, and what they became and has not been taken. */
    private final AtomicLong owed = new AtomicLong();

    private final AtomicLong untaken = new AtomicLong();

    TranslatedStream(UpstreamStream vendor, VendorStream translation) {
        this.vendor = vendor;
        this.translation = translation;
    }

    @Override
    public void flowTo(Sink sink) {
        target = sink;
        vendor.flowTo(this);
    }

    private Sink sink() {
        return Objects.requireNonNull(target, "nothing flows before there is somewhere to");
    }

    @Override
    public void bytes(byte[] came) {
        if (over) {
            return;
        }
        byte[] said;
        try {
            said = translation.translate(came);
        } catch (IOException notItsProtocol) {
            over = true;
            vendor.cancel();
            sink().failed(notItsProtocol);
            return;
        }
        if (said.length == 0) {
            vendor.taken(came.length);
            return;
        }
        owed.addAndGet(came.length);
        untaken.addAndGet(said.length);
        sink().bytes(said);
    }

    @Override
    public void end() {
        if (over) {
            return;
        }
        over = true;
        try {
            byte[] last = translation.end();
            if (last.length > 0) {
                untaken.addAndGet(last.length);
                sink().bytes(last);
            }
            sink().end();
        } catch (IOException notItsProtocol) {
            sink().failed(notItsProtocol);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (!over) {
            over = true;
            sink().failed(cause);
        }
    }

    /** All that is owed is asked for once all is taken; before, as large a part of it as was taken. */
    @Override
    public void taken(int bytes) {
        long left = untaken.addAndGet(-bytes);
        long most = owed.get();
        long part = left <= 0 ? most : most * bytes / (left + bytes);
        int asked = (int) Math.min(Integer.MAX_VALUE, part);
        if (asked > 0) {
            owed.addAndGet(-asked);
            vendor.taken(asked);
        }
    }

    @Override
    public void cancel() {
        vendor.cancel();
    }

    @Override
    public @Nullable Usage usage() {
        return translation.usage();
    }
}
