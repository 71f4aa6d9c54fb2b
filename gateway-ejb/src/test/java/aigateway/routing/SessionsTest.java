package aigateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final long MINUTE = 60_000;

    private Instant now = Instant.parse("2026-11-20T10:00:30Z");

    @Test
    void sessionKeepsItsWindowFromItsFirstRequestUntilItsTimeIsOver() {
        Sessions sessions = new Sessions(() -> now);
        Set<Long> changed = new HashSet<>();
        for (long session = 997; session <= 99_700; session += 997) {
            now = Instant.parse("2026-11-20T10:00:30Z");
            long begun = sessions.window(session, MINUTE);
            now = now.plusSeconds(59);
            assertThat(sessions.window(session, MINUTE)).isEqualTo(begun);
            now = now.plusSeconds(1);
            assertThat(sessions.window(session, MINUTE)).isEqualTo(begun + 1);
            changed.add(begun);
        }
        assertThat(changed).as("windows do not all end at once").hasSizeGreaterThan(1);
    }

    @Test
    void memoryIsBoundedAndWhoFindsNoRoomIsDrawnForTheMoment() {
        Sessions sessions = new Sessions(() -> now, 10);
        for (long session = 1; session <= 50; session++) {
            assertThat(sessions.window(session, MINUTE)).isEqualTo(sessions.window(session, MINUTE));
        }
        assertThat(sessions.size()).isEqualTo(10);

        now = now.plus(Duration.ofMinutes(2));
        sessions.window(99, MINUTE);
        assertThat(sessions.size()).as("those whose time is over make room").isEqualTo(1);
    }

    @Test
    void requestsOfOneSessionThatComeAtOnceBeginItOnce() throws Exception {
        for (int round = 0; round < 200; round++) {
            // Its window ends a few ticks from the start: whoever began it anew would be in the next one.
            long session = MINUTE - 4;
            long[] tick = {0};
            Sessions sessions = new Sessions(() -> {
                synchronized (tick) {
                    return Instant.ofEpochMilli(tick[0] += 1);
                }
            });
            Set<Long> windows = Collections.synchronizedSet(new HashSet<>());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> windows.add(sessions.window(session, MINUTE)));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(windows).hasSize(1);
        }
    }
}
