package aigateway.web.provider.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.SSLIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which whoever asks writes its request itself, where nobody else is at work on it. As the client has it,
 * the request is left to an I/O thread, which has to be woken for it, writes, and wakes itself a few times more: each
 * is a system call, and the first is most of what a request waits for on a machine that has nothing else to do.
 *
 * <p>What happens on a connection happens one at a time, whichever thread it is that does it.
 */
final class DirectSession extends ForwardingSession {

    /** An answer may come while its request's thread is still on its way out. */
    private static final int SPINS = 200;

    /** The JDK copies what is to be written to memory that it keeps for each thread. */
    private static final int MOST_AT_ONCE = 64 * 1024;

    private final Interest interest;
    private final ConcurrentLinkedDeque<Command> commands = new ConcurrentLinkedDeque<>();
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable IOEventHandler handler;

    private DirectSession(IOSession session) {
        super(session);
        this.interest = new Interest(session);
    }

    /**
     * Encrypted ones stay as they are, but for their faults: they have a mask of their own, and cannot be written but by
     * their events.
     */
    static IOSession of(IOSession session) {
        return session instanceof SSLIOSession ? new Encrypted(session) : new DirectSession(session);
    }

    /** Events are its own, and lead to those of what is said. */
    private static final class Encrypted extends ForwardingSession {

        private final IOEventHandler events;

        Encrypted(IOSession session) {
            super(session);
            this.events = ContainedFaults.in(session.getHandler());
        }

        @Override
        public IOEventHandler getHandler() {
            return events;
        }
    }

    @Override
    public void enqueue(Command command, Command.Priority priority) {
        if (priority == Command.Priority.IMMEDIATE) {
            commands.addFirst(command);
        } else {
            commands.add(command);
        }
        IOEventHandler protocol = handler;
        if (!isOpen()) {
            if (commands.remove(command)) {
                command.cancel();
            }
        } else if (protocol == null
                || !(command instanceof RequestExecutionCommand)
                || turn.isHeldByCurrentThread()
                || !turn.tryLock()) {
            // Whether a connection is stale is for its thread to say: it has seen all that came.
            setEvent(EventMask.WRITE);
        } else {
            try {
                updateWriteTime();
                happens(protocol, () -> {
                    // The other side may have ended it just now: then nothing is sent.
                    protocol.inputReady(this, null);
                    protocol.outputReady(this);
                });
            } finally {
                turn.unlock();
            }
        }
    }

    private interface Event {

        void happen() throws IOException;
    }

    /** To be called in turn. Faults are told before it is another's turn. */
    private void happens(IOEventHandler protocol, Event event) {
        interest.collect();
        try {
            event.happen();
            // What was asked for meanwhile, and then what that has to write.
            for (int more = 0; more < 2 && interest.hasMoreToWrite() && isOpen(); more++) {
                protocol.outputReady(this);
            }
        } catch (CancelledKeyException closed) {
            close(CloseMode.GRACEFUL);
        } catch (IOException | RuntimeException broken) {
            protocol.exception(this, broken);
            close(CloseMode.GRACEFUL);
        } catch (Error fatal) {
            // Whoever waits for an answer is told, and not the thread: this may be one that others' answers come on.
            protocol.exception(this, ContainedFaults.fault(fatal));
            close(CloseMode.IMMEDIATE);
            ContainedFaults.log("An exchange with an upstream cannot go on", fatal);
        } finally {
            interest.tell();
        }
    }

    private void awaitTurn() {
        for (int spin = 0; spin < SPINS; spin++) {
            if (turn.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        turn.lock();
    }

    @Override
    public int getEventMask() {
        return interest.events();
    }

    @Override
    public void setEventMask(int mask) {
        interest.change(mask, ~mask);
    }

    @Override
    public void setEvent(int event) {
        interest.change(event, 0);
    }

    @Override
    public void clearEvent(int event) {
        interest.change(0, event);
    }

    @Override
    public void upgrade(IOEventHandler next) {
        handler = next;
        super.upgrade(ContainedFaults.in(new InTurn(next)));
    }

    /** What the I/O thread brings. On an encrypted connection all comes from the layer above. */
    private final class InTurn implements IOEventHandler {

        private final IOEventHandler protocol;

        InTurn(IOEventHandler protocol) {
            this.protocol = protocol;
        }

        private void inTurn(IOSession connection, Event event) throws IOException {
            if (connection != DirectSession.this) {
                event.happen();
                return;
            }
            awaitTurn();
            try {
                happens(protocol, event);
            } finally {
                turn.unlock();
            }
        }

        @Override
        public void connected(IOSession connection) throws IOException {
            inTurn(connection, () -> protocol.connected(connection));
        }

        @Override
        public void inputReady(IOSession connection, @Nullable ByteBuffer bytes) throws IOException {
            inTurn(connection, () -> protocol.inputReady(connection, bytes));
        }

        @Override
        public void outputReady(IOSession connection) throws IOException {
            inTurn(connection, () -> protocol.outputReady(connection));
        }

        @Override
        public void timeout(IOSession connection, Timeout timeout) throws IOException {
            inTurn(connection, () -> protocol.timeout(connection, timeout));
        }

        @Override
        public void exception(IOSession connection, Exception cause) {
            awaitTurn();
            try {
                protocol.exception(connection, cause);
            } finally {
                turn.unlock();
            }
        }

        @Override
        public void disconnected(IOSession connection) {
            awaitTurn();
            try {
                protocol.disconnected(connection);
            } finally {
                turn.unlock();
            }
        }
    }

    @Override
    public boolean hasCommands() {
        return !commands.isEmpty();
    }

    @Override
    public @Nullable Command poll() {
        return commands.poll();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int limit = source.limit();
        source.limit(source.position() + Math.min(source.remaining(), MOST_AT_ONCE));
        try {
            return super.write(source);
        } finally {
            source.limit(limit);
        }
    }
}
