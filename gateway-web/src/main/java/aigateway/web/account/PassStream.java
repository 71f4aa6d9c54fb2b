package aigateway.web.account;

import aigateway.call.Usage;
import aigateway.web.call.Dialect;
import aigateway.web.call.Failure;
import aigateway.web.json.Json;
import aigateway.web.media.MediaStream;
import aigateway.web.sse.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongFunction;

/** What passes as it is, events or a file. Its beginning and its end are looked at, since usage stands there. */
final class PassStream extends MediaStream {

    private static final int LOOKED_AT = 16 << 10;
    private static final byte[] NOTHING = new byte[0];

    private final Dialect dialect;
    private final LongFunction<Usage> otherwise;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(512);
    private byte[] end = NOTHING;

    /** @param otherwise what is counted, by the bytes that came, where the vendor tells nothing */
    PassStream(Dialect dialect, LongFunction<Usage> otherwise) {
        this.dialect = dialect;
        this.otherwise = otherwise;
    }

    @Override
    public byte[] read(byte[] came) {
        bytes += came.length;
        int room = Math.min(came.length, LOOKED_AT - beginning.size());
        beginning.write(came, 0, room);
        byte[] both = Arrays.copyOf(end, end.length + came.length - room);
        System.arraycopy(came, room, both, end.length, came.length - room);
        end = both.length > LOOKED_AT ? Arrays.copyOfRange(both, both.length - LOOKED_AT, both.length) : both;
        return came;
    }

    @Override
    public byte[] rest() {
        return NOTHING;
    }

    /** In events there are words for it, in nothing else. */
    @Override
    public byte[] failed(Failure failure) {
        String first = beginning.toString(StandardCharsets.ISO_8859_1);
        if (!first.startsWith("event:") && !first.startsWith("data:") && !first.startsWith(":")) {
            return NOTHING;
        }
        byte[] error = dialect.error(failure);
        return ("\n\nevent: error\ndata: " + new String(error, StandardCharsets.UTF_8) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The vendor ended it as HTTP wants it. */
    @Override
    public boolean isComplete() {
        return true;
    }

    /** Nothing is put in between: what passes is not ours. */
    @Override
    public boolean isInsideEvent() {
        return true;
    }

    @Override
    public Usage usage() {
        Usage told = NativeUsage.in(Bytes.joined(beginning.toByteArray(), end));
        return told == null ? otherwise.apply(bytes) : told;
    }

    @Override
    public byte[] told() {
        return Json.bytes(Json.emptyObject().put("bytes", bytes));
    }
}
