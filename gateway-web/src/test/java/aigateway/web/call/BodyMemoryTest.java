package aigateway.web.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private static final int MIB = 1 << 20;

    private final Map<Object, Object> attributes = new HashMap<>();
    private final ServletRequest request = (ServletRequest) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ServletRequest.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "getAttribute" -> attributes.get(arguments[0]);
                case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                default -> null;
            });
    private final RequestEnd end = RequestEnd.begin(request);
    private final BodyMemory memory = new BodyMemory(40 * MIB);

    @Test
    void largeBodiesAreBoundedTogether() {
        memory.share(request, 30 * MIB).grow(30 * MIB);
        BodyMemory.Share second = memory.share(request, 30 * MIB);

        assertThatThrownBy(() -> second.grow(30 * MIB)).isInstanceOfSatisfying(GatewayException.class, refusal -> {
            assertThat(refusal.type()).isEqualTo(ErrorType.UNAVAILABLE);
            assertThat(refusal.headers()).containsKey("Retry-After");
        });
        assertThat(memory.held()).isEqualTo(30 * MIB);
    }

    @Test
    void whatARequestHeldIsGivenBackOnceWhenItIsOver() throws Exception {
        BodyMemory.Share share = memory.share(request, -1);
        for (int i = 0; i < 100; i++) {
            share.grow(8 << 10);
        }
        assertThat(memory.held()).isEqualTo(800 << 10);

        end.onComplete(new IOException("the connection was closed"));
        end.tell();
        assertThat(memory.held()).isZero();

        share.grow(8 << 20);
        assertThat(memory.held()).as("of a body that nobody waits for").isZero();
    }

    @Test
    void whatIsAskedForAfterTheEndIsDoneAtOnce() {
        end.tell();
        AtomicInteger done = new AtomicInteger();

        end.then(done::incrementAndGet);
        end.tell();

        assertThat(done).hasValue(1);
    }

    @Test
    void largestAnswerAlwaysFitsWhereThereIsNoOther() {
        BodyMemory answers = BodyMemory.answers(16 * MIB);
        answers.share().grow(BodyMemory.LARGEST_ANSWER);

        assertThat(answers.held()).isEqualTo(64 * MIB);
        assertThatThrownBy(() -> answers.share().grow(MIB)).isInstanceOf(GatewayException.class);
    }

    @Test
    void smallBodiesCostNothing() {
        memory.share(request, 4096).grow(4096);

        assertThat(memory.held()).isZero();
    }
}
