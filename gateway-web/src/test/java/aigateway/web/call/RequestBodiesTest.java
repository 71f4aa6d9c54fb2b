package aigateway.web.call;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is larger than anybody waits for comes by the container's listener. */
class RequestBodiesTest {

    private static final int LENGTH = 100_000;

    private final Queue<Runnable> handedOn = new ArrayDeque<>();
    private final List<Object> answers = new ArrayList<>();
    private final List<Integer> bodies = new ArrayList<>();
    private final Incoming in = new Incoming();
    private final RequestBodies reader = new RequestBodies();
    private @Nullable Throwable noThread;
    private UnaryOperator<GatewayException> told = refused -> refused.with(Map.of("told", "yes"));

    {
        reader.threads = fake(ExecutorService.class, Map.of("execute", this::execute));
    }

    private @Nullable Object execute(Object[] task) throws Throwable {
        if (noThread != null) {
            throw noThread;
        }
        handedOn.add((Runnable) task[0]);
        return null;
    }

    private void read() {
        HttpServletRequest request = fake(
                HttpServletRequest.class,
                Map.of(
                        "getContentLengthLong", none -> (long) LENGTH,
                        "getInputStream", none -> in,
                        "getAsyncContext", none -> fake(AsyncContext.class, Map.of())));
        Suspension suspended = fake(Suspension.class, Map.of("fail", answer -> {
            answers.add(answer[0]);
            return null;
        }));
        reader.read(request, suspended, told, body -> {
            if (body.length == LENGTH) {
                bodies.add(body.length);
                throw new GatewayException(ErrorType.RATE_LIMITED, "Not now.");
            }
        });
    }

    @Test
    void lastPieceIsNotAnsweredWhileTheContainerHasTheRequest() throws IOException {
        read();

        in.bring(LENGTH - 1);
        assertThat(handedOn).isEmpty();
        in.bring(1);

        assertThat(bodies).isEmpty();
        runHandedOn();
        assertThat(bodies).containsExactly(LENGTH);
        assertThat(answers).singleElement().isInstanceOfSatisfying(GatewayException.class, refusal -> {
            assertThat(refusal.type()).isEqualTo(ErrorType.RATE_LIMITED);
            assertThat(refusal.headers()).containsEntry("told", "yes");
        });
    }

    @Test
    void clientThatBreaksOffIsNotAnsweredWhileTheContainerHasTheRequest() {
        read();

        in.listener.onError(new EOFException());

        assertThat(answers).isEmpty();
        runHandedOn();
        assertThat(answers).singleElement().isInstanceOfSatisfying(GatewayException.class, refusal -> assertThat(
                        refusal.type())
                .isEqualTo(ErrorType.BAD_REQUEST));
    }

    @Test
    void serverThatStopsHasAnAnswerAllTheSame() throws IOException {
        read();
        noThread = new RejectedExecutionException("stopping");

        in.bring(LENGTH);

        assertThat(answers).hasSize(1);
    }

    @Test
    void whereThereIsNoThreadLeftThereIsAnAnswerAllTheSame() throws IOException {
        read();
        noThread = new OutOfMemoryError("unable to create native thread");

        in.bring(LENGTH);

        assertThat(answers).hasSize(1);
    }

    @Test
    void refusalThatCannotBeToldIsAnAnswerAllTheSame() throws IOException {
        Error untold = new OutOfMemoryError("for a test");
        told = refused -> {
            throw untold;
        };
        read();

        in.bring(LENGTH);
        runHandedOn();

        assertThat(answers).containsExactly(untold);
    }

    private void runHandedOn() {
        for (Runnable next = handedOn.poll(); next != null; next = handedOn.poll()) {
            next.run();
        }
    }

    private interface Answer {
        @Nullable
        Object to(Object[] arguments) throws Throwable;
    }

    private static <T> T fake(Class<T> type, Map<String, Answer> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Answer answer = answers.get(method.getName());
                    return answer == null ? null : answer.to(arguments);
                }));
    }

    private static final class Incoming extends ServletInputStream {

        private ReadListener listener;
        private int ready;

        void bring(int bytes) throws IOException {
            ready += bytes;
            listener.onDataAvailable();
        }

        @Override
        public int available() {
            return ready;
        }

        @Override
        public boolean isReady() {
            return ready > 0;
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public int read(byte[] to, int from, int length) {
            int read = Math.min(length, ready);
            ready -= read;
            return read;
        }

        @Override
        public int read() {
            return ready-- > 0 ? ' ' : -1;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            this.listener = listener;
        }
    }
}
