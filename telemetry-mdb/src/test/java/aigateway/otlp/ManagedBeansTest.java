package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class ManagedBeansTest {

    /** A bean as WildFly shows it. */
    public interface ShownMBean {
        boolean isdeliveryActive();

        void stopDelivery();

        void startDelivery();
    }

    public static final class Shown implements ShownMBean {
        private final List<String> asked = new ArrayList<>();
        private boolean active = true;

        @Override
        public boolean isdeliveryActive() {
            return active;
        }

        @Override
        public void stopDelivery() {
            asked.add("stop");
        }

        @Override
        public void startDelivery() {
            asked.add("start");
        }
    }

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final ManagedBeans beans = new ManagedBeans(server);

    @Test
    void thereIsNoManagementButWildFlys() throws Exception {
        assertThat(beans.areManaged()).isFalse();

        server.registerMBean(new Shown(), new ObjectName("jboss.as:management-root=server"));

        assertThat(beans.areManaged()).isTrue();
    }

    @Test
    void beanIsTakenFromItsAdapterAndGivenBack() throws Exception {
        Shown store = new Shown();
        Shown export = new Shown();
        String folder = "jboss.as:deployment=ai-gateway.ear,subdeployment=telemetry-mdb.jar,subsystem=ejb3,";
        server.registerMBean(store, new ObjectName(folder + "message-driven-bean=StoreBean"));
        server.registerMBean(export, new ObjectName(folder + "message-driven-bean=ExportBean"));

        beans.restart(StoreBean.class);

        assertThat(store.asked).containsExactly("stop", "start");
        assertThat(export.asked).isEmpty();
    }

    @Test
    void beanThatAnAdministratorHasStoppedIsLeftAlone() throws Exception {
        Shown store = new Shown();
        store.active = false;
        server.registerMBean(store, new ObjectName("jboss.as:subsystem=ejb3,message-driven-bean=StoreBean"));

        beans.restart(StoreBean.class);

        assertThat(store.asked).isEmpty();
    }
}
