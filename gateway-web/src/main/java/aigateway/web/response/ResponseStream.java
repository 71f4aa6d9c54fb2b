package aigateway.web.response;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way to the client, written when the client takes it: no thread ever waits, and whoever produces is
 * told how much has been taken, so that it can hold back. Any thread may call; one at a time writes.
 *
 * <p>A client that takes nothing of what waits for it is given up after a while, as if it had left. An answer that cannot
 * be written to its end, even for want of memory, is cut off: what throws here has done so.
 *
 * <p>The request has been suspended, by JAX-RS or by the servlet container. Its response is written past JAX-RS, through
 * the servlet's non-blocking stream; JAX-RS is resumed at the end with an answer that has nothing left to say.
 */
public final class ResponseStream {

    /** The producer's side. Calls come one at a time, from whichever thread writes. */
    public interface Producer {

        /** So many bytes have been handed to the client's connection. */
        void taken(int bytes);

        /** The client is gone; nothing more will be taken. May be told twice. */
        void gone();
    }

    /** What ends the exchange, once. */
    public interface Resumption {

        /** @param whole whether the answer was given all at once */
        void resume(boolean whole);
    }

    private static final System.Logger LOG = System.getLogger(ResponseStream.class.getName());

    private static final byte[] END = new byte[0];

    /** What is long is handed over in such pieces, or nobody would see that a slow client goes on taking. */
    private static final int PIECE = 64 << 10;

    private final HttpServletResponse response;
    private final Resumption resumption;
    private final Runnable hangUp;
    private final Stalled stalled;
    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turns = new AtomicInteger();

    private volatile @Nullable Producer producer;
    private @Nullable ServletOutputStream out;
    private volatile boolean gone;
    private boolean whole;
    private boolean unflushed;
    private boolean finished;

    /** Nothing has been said yet, not even the head. */
    private boolean silent = true;

    /** Bytes of the first that waits which have been written. */
    private int written;

    private boolean stalls;
    private long stallsSince;

    /**
     * @param hangUp cuts the client's connection, which may be closed already; must not wait
     * @param stalled looked after by a timer
     */
    public ResponseStream(HttpServletResponse response, Resumption resumption, Runnable hangUp, Stalled stalled) {
        this.response = response;
        this.resumption = resumption;
        this.hangUp = hangUp;
        this.stalled = stalled;
    }

    /** Starts the answer. Status and headers must be set by then. */
    public void start(Producer producer) {
        this.producer = producer;
        try {
            ServletOutputStream stream = response.getOutputStream();
            out = stream;
            stream.setWriteListener(new WriteListener() {
                @Override
                public void onWritePossible() {
                    advance();
                }

                @Override
                public void onError(Throwable failure) {
                    cutOff();
                }
            });
        } catch (IOException | RuntimeException unusable) {
            cutOff();
            LOG.log(System.Logger.Level.DEBUG, "An answer could not be begun", unusable);
        } catch (Error fatal) {
            cutOff();
            throw fatal;
        }
    }

    /** Whether status and headers have been said. */
    public boolean isStarted() {
        return producer != null;
    }

    /** From here on another produces what has been started. It is told at once when the client is gone already. */
    public void handTo(Producer next) {
        producer = next;
        if (gone) {
            next.gone();
        }
    }

    public HttpServletResponse response() {
        return response;
    }

    public void write(byte[] bytes) {
        if (bytes.length > 0) {
            say(bytes);
        }
    }

    /** All that there is to say: the resumption is told that it came whole. */
    public void writeWhole(byte[] bytes) {
        whole = true;
        write(bytes);
        end();
    }

    /** Ends the answer after what has been written. */
    public void end() {
        say(END);
    }

    /** Ends an answer of which there will be no more, so that nobody takes it for whole; one that has ended has. */
    public void cutOff() {
        gone = true;
        advance();
    }

    private void say(byte[] next) {
        try {
            waiting.add(next);
        } catch (Error fatal) {
            cutOff();
            throw fatal;
        }
        advance();
    }

    /** Whether nothing waits: what was written has been handed over. */
    public boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Writes as much as is taken now, and gives a client up that has taken nothing for too long. */
    void advance() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        Throwable thrown = null;
        do {
            try {
                takeTurn();
            } catch (RuntimeException | Error unforeseen) {
                thrown = unforeseen;
            }
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
        if (thrown instanceof Error fatal) {
            // The answer has ended, and now whoever writes is told.
            throw fatal;
        } else if (thrown != null) {
            LOG.log(System.Logger.Level.WARNING, "The end of an answer was not told in good order", thrown);
        }
    }

    private void takeTurn() {
        try {
            writeWhatIsTaken();
        } catch (IOException left) {
            release();
            LOG.log(System.Logger.Level.DEBUG, "A client left before its answer was written", left);
        } catch (RuntimeException broken) {
            release();
            LOG.log(System.Logger.Level.WARNING, "An answer could not be written on", broken);
        } catch (Error broken) {
            release();
            throw broken;
        }
    }

    private void writeWhatIsTaken() throws IOException {
        if (gone) {
            release();
            return;
        }
        ServletOutputStream stream = out;
        if (stream == null || finished) {
            return;
        }
        boolean moved = false;
        while (stream.isReady()) {
            moved = true;
            byte[] next = waiting.peek();
            if (unflushed && (next == null || next == END) || silent && next == END) {
                // Before the end too, and where the head is all there is: an answer that has not left yet would be
                // overwritten by what JAX-RS is resumed with.
                unflushed = false;
                silent = false;
                stream.flush();
                continue;
            }
            if (next == null) {
                goOn();
                return;
            }
            if (next == END) {
                waiting.remove();
                finish();
                return;
            }
            write(stream, next);
        }
        stall(moved);
    }

    private void write(ServletOutputStream stream, byte[] next) throws IOException {
        int length = Math.min(PIECE, next.length - written);
        int from = written;
        written += length;
        if (written == next.length) {
            written = 0;
            waiting.remove();
        }
        stream.write(next, from, length);
        unflushed = true;
        silent = false;
        Producer source = producer;
        if (source != null) {
            source.taken(length);
        }
    }

    /** The connection is full. The server says when the client has taken of it, or never. */
    private void stall(boolean moved) {
        if (moved || !stalls) {
            stalls = true;
            stallsSince = stalled.add(this);
        } else if (stalled.isTooLong(stallsSince)) {
            release();
        }
    }

    private void goOn() {
        if (stalls) {
            stalls = false;
            stalled.remove(this);
        }
    }

    /**
     * The answer ends before it is whole, and nobody is to take it for whole, nor to wait for the rest: a server may say the
     * head without the body that it promises, or end the chunks in good order.
     */
    private void release() {
        gone = true;
        waiting.clear();
        if (!finished) {
            finished = true;
            try {
                // First: once the request has ended, the connection may be the next one's.
                hangUp.run();
            } finally {
                finish();
                Producer source = producer;
                if (source != null) {
                    source.gone();
                }
            }
        }
    }

    private void finish() {
        finished = true;
        goOn();
        resumption.resume(whole);
    }
}
