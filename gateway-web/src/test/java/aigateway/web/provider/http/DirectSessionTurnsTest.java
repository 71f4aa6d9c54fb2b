package aigateway.web.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.nio.command.StaleCheckCommand;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who does what on a connection, and what its selector is told. */
@org.junit.jupiter.api.Timeout(30)
class DirectSessionTurnsTest {

    private static final Command REQUEST = new RequestExecutionCommand(
            (AsyncClientExchangeHandler) Proxy.newProxyInstance(
                    DirectSessionTurnsTest.class.getClassLoader(),
                    new Class<?>[] {AsyncClientExchangeHandler.class},
                    (proxy, method, arguments) -> method.getReturnType() == int.class ? 0 : null),
            HttpCoreContext.create());

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<String> happened = Collections.synchronizedList(new ArrayList<>());
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int mask = EventMask.READ;
    private @Nullable IOEventHandler handler;

    /** The selector's side. */
    private final IOSession selected = (IOSession) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {IOSession.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "getLock":
                        return lock;
                    case "isOpen":
                        return true;
                    case "getEventMask":
                        return mask;
                    case "setEvent":
                        mask |= (int) arguments[0];
                        return told.add("look out for " + arguments[0]);
                    case "clearEvent":
                        mask &= ~(int) arguments[0];
                        return told.add("forget " + arguments[0]);
                    case "setEventMask":
                        mask = (int) arguments[0];
                        return told.add("look out for nothing but " + arguments[0]);
                    case "upgrade":
                        handler = (IOEventHandler) arguments[0];
                        return null;
                    case "close":
                        return told.add("close");
                    case "write":
                        ByteBuffer source = (ByteBuffer) arguments[0];
                        told.add("write " + source.remaining());
                        int taken = source.remaining();
                        source.position(source.limit());
                        return taken;
                    default:
                        return null;
                }
            });

    private final IOSession session = DirectSession.of(selected);

    /** As HTTP does it: a request is taken in one event, and written in the next. */
    private class Protocol implements IOEventHandler {

        private boolean toWrite;

        @Override
        public void connected(IOSession connection) {}

        @Override
        public void inputReady(IOSession connection, @Nullable ByteBuffer bytes) throws IOException {
            happened.add("read");
        }

        @Override
        public void outputReady(IOSession connection) throws IOException {
            session.clearEvent(EventMask.WRITE);
            if (toWrite) {
                happened.add("write");
                toWrite = false;
            }
            if (session.poll() != null) {
                happened.add("take");
                toWrite = true;
                session.setEvent(EventMask.WRITE);
            }
        }

        @Override
        public void timeout(IOSession connection, Timeout timeout) {}

        @Override
        public void exception(IOSession connection, Exception cause) {
            happened.add(cause.getMessage());
        }

        @Override
        public void disconnected(IOSession connection) {}
    }

    @BeforeEach
    void start() {
        session.upgrade(new Protocol());
    }

    @Test
    void requestIsWrittenAndTheSelectorNotTroubled() {
        session.enqueue(REQUEST, Command.Priority.NORMAL);

        assertThat(happened).containsExactly("read", "take", "write");
        assertThat(told).isEmpty();
        assertThat(session.hasCommands()).isFalse();
    }

    @Test
    void whetherItIsStaleIsForTheConnectionsThreadToSay() {
        session.enqueue(new StaleCheckCommand(stale -> {}), Command.Priority.IMMEDIATE);

        assertThat(happened).isEmpty();
        assertThat(told).containsExactly("look out for " + EventMask.WRITE);
        assertThat(session.hasCommands()).isTrue();
    }

    @Test
    void requestThatComesDuringAnEventIsWrittenAtItsEnd() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        session.upgrade(new Protocol() {
            @Override
            public void inputReady(IOSession connection, @Nullable ByteBuffer bytes) throws IOException {
                super.inputReady(connection, bytes);
                reading.countDown();
                await(asked);
            }
        });
        Thread bringing = new Thread(() -> bring(handler()));
        bringing.start();
        await(reading);

        session.enqueue(REQUEST, Command.Priority.NORMAL);
        assertThat(happened).containsExactly("read");
        asked.countDown();
        bringing.join(10_000);

        assertThat(happened).containsExactly("read", "take", "write");
        assertThat(told).isEmpty();
    }

    private void bring(IOEventHandler to) {
        try {
            to.inputReady(session, null);
        } catch (IOException e) {
            happened.add(String.valueOf(e));
        }
    }

    private IOEventHandler handler() {
        assertThat(handler).isNotNull();
        return handler;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void whatTheConnectionDoesNotTakeIsLookedOutForOnce() {
        session.upgrade(new Protocol() {
            @Override
            public void outputReady(IOSession connection) {
                happened.add("write some");
                session.setEvent(EventMask.WRITE);
            }
        });

        session.enqueue(REQUEST, Command.Priority.NORMAL);

        assertThat(happened).containsExactly("read", "write some", "write some", "write some");
        assertThat(told).containsExactly("look out for " + EventMask.WRITE);
    }

    @Test
    void faultIsToldAndEndsTheConnection() {
        session.upgrade(new Protocol() {
            @Override
            public void outputReady(IOSession connection) throws IOException {
                throw new IOException("Broken pipe");
            }
        });

        session.enqueue(REQUEST, Command.Priority.NORMAL);

        assertThat(happened).containsExactly("read", "Broken pipe");
        assertThat(told).containsExactly("close");
    }

    @Test
    void whoeverWaitsIsToldWhenThereIsNoMemoryEither() {
        session.upgrade(new Protocol() {
            @Override
            public void outputReady(IOSession connection) {
                throw new OutOfMemoryError("Direct buffer memory");
            }
        });

        session.enqueue(REQUEST, Command.Priority.NORMAL);

        assertThat(happened).containsExactly("read", "The exchange cannot go on");
        assertThat(told).containsExactly("close");
    }

    @Test
    void threadThatBringsWhatComesOutlivesAFaultThatCannotBeTold() {
        session.upgrade(new Protocol() {
            @Override
            public void inputReady(IOSession connection, @Nullable ByteBuffer bytes) {
                throw new OutOfMemoryError("Java heap space");
            }

            @Override
            public void exception(IOSession connection, Exception cause) {
                throw new OutOfMemoryError("Java heap space");
            }

            @Override
            public void disconnected(IOSession connection) {
                throw new IllegalStateException("for a test");
            }
        });

        bring(handler());
        handler().exception(session, new IOException("Broken pipe"));
        handler().disconnected(session);

        assertThat(happened).singleElement().asString().contains("The exchange cannot go on");
    }

    @Test
    void requestOfAnEventItselfIsWrittenAtItsEnd() throws IOException {
        session.upgrade(new Protocol() {
            @Override
            public void inputReady(IOSession connection, @Nullable ByteBuffer bytes) throws IOException {
                super.inputReady(connection, bytes);
                session.enqueue(REQUEST, Command.Priority.NORMAL);
                happened.add("go on");
            }
        });

        handler().inputReady(session, null);

        assertThat(happened).containsExactly("read", "go on", "take", "write");
        assertThat(told).isEmpty();
    }

    @Test
    void selectorIsToldWhatHasChangedOnly() {
        session.setEvent(EventMask.READ);
        session.clearEvent(EventMask.WRITE);
        assertThat(told).isEmpty();

        session.clearEvent(EventMask.READ);
        session.setEvent(EventMask.READ);
        session.setEventMask(EventMask.READ);
        session.setEventMask(EventMask.WRITE);
        assertThat(told)
                .containsExactly(
                        "forget " + EventMask.READ,
                        "look out for " + EventMask.READ,
                        "look out for nothing but " + EventMask.WRITE);
    }

    @Test
    void whatAnEventTakesBackIsNotTold() throws IOException {
        session.upgrade(new Protocol() {
            @Override
            public void inputReady(IOSession connection, @Nullable ByteBuffer bytes) {
                session.clearEvent(EventMask.READ);
                session.setEventMask(EventMask.READ_WRITE);
                assertThat(session.getEventMask()).isEqualTo(EventMask.READ_WRITE);
                session.clearEvent(EventMask.WRITE);
            }
        });

        handler().inputReady(session, null);

        assertThat(told).isEmpty();
    }

    @Test
    void muchIsWrittenInPieces() throws IOException {
        ByteBuffer much = ByteBuffer.allocate(100_000);

        assertThat(session.write(much)).isEqualTo(65_536);
        assertThat(much.remaining()).isEqualTo(34_464);
        assertThat(told).containsExactly("write 65536");
    }
}
