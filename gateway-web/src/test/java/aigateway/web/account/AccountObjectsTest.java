package aigateway.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.ownership.Maker;
import aigateway.ownership.OwnedObjects;
import aigateway.web.provider.http.UpstreamResponse;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.ws.rs.container.AsyncResponse;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountObjectsTest {

    private static final Maker ANN = Maker.of(
            Caller.of(Subject.user("ann@example.com"), "Ann", Set.of("ml"), Set.of(), null, Map.of()),
            Map.of("project", "x"));

    private final Map<String, Maker> followed = new HashMap<>();

    @Test
    void batchIsFollowedWithTheTeamsAndLabelsOfTheRequestThatMadeIt() {
        told("batch", true);

        assertThat(followed).containsExactly(Map.entry("main/made-1", ANN));
    }

    @Test
    void whatIsOnlyLookedAtOrIsNoBatchIsNotFollowed() {
        told("batch", false);
        told("file", true);

        assertThat(followed).isEmpty();
    }

    @Test
    void whatARequestRefersToIsSpelledExactly() {
        byte[] body = "{\"input_file_id\":\"mine\",\"Input_file_id\":\"yours\"}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> AccountObjects.read(body))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("'Input_file_id'");
    }

    @Test
    void whateverIsThrownIsTheAnswer() {
        List<Object> answers = new ArrayList<>();
        AsyncResponse suspended = (AsyncResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AsyncResponse.class},
                (proxy, method, answer) -> answers.add(answer[0]));
        RuntimeException refused = new IllegalStateException("for a test");
        Error fatal = new OutOfMemoryError("for a test");

        AccountObjects objects = atOnce();
        objects.run(suspended, () -> {
            throw refused;
        });
        objects.run(suspended, () -> {
            throw fatal;
        });

        assertThat(answers).containsExactly(refused, fatal);
    }

    private AccountObjects atOnce() {
        AccountObjects objects = new AccountObjects();
        objects.threads = (ManagedExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ManagedExecutorService.class}, (proxy, method, task) -> {
                    ((Runnable) task[0]).run();
                    return null;
                });
        return objects;
    }

    private void told(String object, boolean creates) {
        AccountObjects objects = atOnce();
        objects.owned = new OwnedObjects() {
            @Override
            public void claim(String account, Collection<String> ids, Subject by) {}

            @Override
            public void follow(String account, String id, Maker maker, Duration pause) {
                followed.put(account + '/' + id, maker);
            }
        };
        byte[] answer = ("{\"object\":\"" + object + "\",\"id\":\"made-1\"}").getBytes(StandardCharsets.UTF_8);
        objects.told("main", ANN, creates, false, new UpstreamResponse.Whole(200, Map.of(), answer))
                .join();
    }
}
