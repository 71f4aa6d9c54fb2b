package aigateway.web.provider.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on one connection ends that connection and nothing else. The library's threads end with an Error, and
 * with anything that is thrown when a connection has been closed; and once one of them has ended, the next connection
 * that falls to it ends all the others, for good.
 */
final class ContainedFaults {

    private static final System.Logger LOG = System.getLogger(ContainedFaults.class.getName());

    private ContainedFaults() {}

    /** Has events throw nothing worse than an exception, of which whoever waits for an answer is told. */
    static IOEventHandler in(IOEventHandler events) {
        return new Events(events);
    }

    /** The same of whoever waits for a new connection. */
    static FutureCallback<IOSession> in(FutureCallback<IOSession> told) {
        return new Opening(told);
    }

    /** What an Error, no memory for one, is to whoever waits for an answer. */
    static IOException fault(Error fatal) {
        return new IOException("The exchange cannot go on", fatal);
    }

    private interface Event {

        void happen() throws IOException;
    }

    private static void happens(Event event) throws IOException {
        try {
            event.happen();
        } catch (Error fatal) {
            IOException told = fault(fatal);
            log("An exchange with an upstream cannot go on", fatal);
            throw told;
        }
    }

    /** There is nobody left to be told. */
    private static void swallow(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | Error untold) {
            log("An exchange with an upstream did not end in good order", untold);
        }
    }

    static void log(String what, Throwable fault) {
        try {
            LOG.log(System.Logger.Level.ERROR, what, fault);
        } catch (RuntimeException | Error unlogged) {
            // Of a fault that leaves no memory for its report the thread is not to end either.
        }
    }

    private record Events(IOEventHandler events) implements IOEventHandler {

        @Override
        public void connected(IOSession connection) throws IOException {
            happens(() -> events.connected(connection));
        }

        @Override
        public void inputReady(IOSession connection, @Nullable ByteBuffer bytes) throws IOException {
            happens(() -> events.inputReady(connection, bytes));
        }

        @Override
        public void outputReady(IOSession connection) throws IOException {
            happens(() -> events.outputReady(connection));
        }

        @Override
        public void timeout(IOSession connection, Timeout timeout) throws IOException {
            happens(() -> events.timeout(connection, timeout));
        }

        @Override
        public void exception(IOSession connection, Exception cause) {
            swallow(() -> events.exception(connection, cause));
        }

        @Override
        public void disconnected(IOSession connection) {
            swallow(() -> events.disconnected(connection));
        }
    }

    private record Opening(FutureCallback<IOSession> told) implements FutureCallback<IOSession> {

        @Override
        public void completed(IOSession connection) {
            try {
                told.completed(connection);
            } catch (RuntimeException | Error unused) {
                connection.close(CloseMode.IMMEDIATE);
                failed(new IOException("The connection cannot be used", unused));
                log("A connection to an upstream cannot be used", unused);
            }
        }

        @Override
        public void failed(Exception cause) {
            swallow(() -> told.failed(cause));
        }

        @Override
        public void cancelled() {
            swallow(told::cancelled);
        }
    }
}
