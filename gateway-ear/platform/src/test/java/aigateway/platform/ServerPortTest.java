package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerPortTest {

    /** A socket as WildFly shows it. */
    public interface ShownMBean {
        @Nullable
        Integer getboundPort();
    }

    public record Shown(@Nullable Integer getboundPort) implements ShownMBean {}

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    private void show(@Nullable Integer port) throws Exception {
        server.registerMBean(
                new Shown(port), new ObjectName("jboss.as:socket-binding-group=standard-sockets,socket-binding=http"));
    }

    @Test
    void portIsTheOneThatWildFlyIsBoundTo() throws Exception {
        show(28_080);

        assertThat(ServerPort.find(server)).contains(28_080);
    }

    @Test
    void nobodySaysWhereNothingIsBound() throws Exception {
        assertThat(ServerPort.find(server)).isEmpty();

        show(null);

        assertThat(ServerPort.find(server)).isEmpty();
    }
}
