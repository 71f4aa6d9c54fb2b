package aigateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class ManagedQueuesTest {

    /** A queue as WildFly shows it. */
    public interface ShownMBean {
        long getmessageCount();
    }

    public record Shown(long getmessageCount) implements ShownMBean {}

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final ManagedQueues queues = new ManagedQueues(server);

    private void show(String queue, long count) throws Exception {
        server.registerMBean(
                new Shown(count),
                new ObjectName("jboss.as:subsystem=messaging-activemq,server=default,runtime-queue=" + queue));
    }

    @Test
    void queueIsCountedUnderWildFlysNameForIt() throws Exception {
        show("jms.queue.spans.export.logfire", 1_100);
        show("ai-gateway.store", 7);

        assertThat(queues.messages("spans.export.logfire")).hasValue(1_100);
        assertThat(queues.messages("ai-gateway.store")).hasValue(7);
    }

    @Test
    void whatIsNotShownIsNotCounted() throws Exception {
        assertThat(queues.messages("spans.export.logfire")).isEmpty();
        assertThat(queues.messages("no:name")).isEmpty();
    }
}
