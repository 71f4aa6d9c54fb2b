package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Four callers that ask a dear model one question after the other. */
final class Load {

    private static final int CALLERS = 4;
    private static final int SECONDS = 6;
    private static final int PAUSE_MILLIS = 100;

    private Load() {}

    /**
     * Callers that are answered with anything but an answer come back; those that nobody answers go.
     *
     * @param mark in all their messages
     * @param enough whether so many answers are; asked after six seconds
     * @param end meanwhile they go on
     * @return the moment of each answer by its trace
     */
    static Map<String, Long> until(
            Installation installation, Runnable end, String mark, Predicate<Map<String, Long>> enough)
            throws InterruptedException {
        Map<String, Long> answered = new ConcurrentHashMap<>();
        Queue<String> empty = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> callers = IntStream.range(0, CALLERS)
                .mapToObj(number -> new Thread(() -> ask(installation, mark, answered, empty, over)))
                .toList();
        callers.forEach(Thread::start);
        Thread.sleep(Duration.ofSeconds(SECONDS).toMillis());
        Wait.until("enough calls are answered", Duration.ofSeconds(60), () -> enough.test(answered));
        end.run();
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(empty).as("answers with 200 that are none").isEmpty();
        return answered;
    }

    private static void ask(
            Installation installation,
            String mark,
            Map<String, Long> answered,
            Queue<String> empty,
            AtomicBoolean over) {
        while (!over.get()) {
            try {
                HttpResponse<String> answer =
                        installation.client().chat(Installation.CHECKOUT, "local/dear", mark + " @out=5");
                Optional<String> trace = answer.headers().firstValue("x-tfy-trace-id");
                if (answer.statusCode() == 200 && trace.isPresent()) {
                    answered.put(trace.get(), System.nanoTime());
                } else if (answer.statusCode() == 200) {
                    empty.add(answer.headers().map() + " " + answer.body());
                } else {
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (RuntimeException | InterruptedException killed) {
                return;
            }
        }
    }
}
