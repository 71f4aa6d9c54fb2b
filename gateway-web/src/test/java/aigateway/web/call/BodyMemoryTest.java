package aigateway.web.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private static final int MIB = 1 << 20;

    private final List<AsyncListener> listeners = new ArrayList<>();
    private final AsyncContext request = (AsyncContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {AsyncContext.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("addListener")) {
                    listeners.add((AsyncListener) arguments[0]);
                }
                return null;
            });
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

        listeners.get(0).onError(new AsyncEvent(request));
        listeners.get(0).onComplete(new AsyncEvent(request));
        assertThat(memory.held()).isZero();
    }

    @Test
    void smallBodiesCostNothing() {
        memory.share(request, 4096).grow(4096);

        assertThat(memory.held()).isZero();
        assertThat(listeners).isEmpty();
    }
}
