package aigateway.routing;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the gateway of this process knows of its targets to the console in the same process, which on Payara Micro is
 * an application with a {@link Health} of its own that nobody tells anything. The virtual machine's management beans are
 * what both see; nothing is written anywhere.
 */
@ApplicationScoped
public class NodeHealth {

    private static final System.Logger LOG = System.getLogger(NodeHealth.class.getName());
    private static final ObjectName NAME = name();
    private static final int FIGURES = 6;

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private boolean shown;

    /** To be called once, by the application that calls models. */
    public void show(Health health) {
        NodeHealthMBean bean = () -> told(health);
        try {
            if (beans.isRegistered(NAME)) {
                // Left behind by a deployment that did not end well.
                beans.unregisterMBean(NAME);
            }
            beans.registerMBean(new StandardMBean(bean, NodeHealthMBean.class), NAME);
            shown = true;
        } catch (JMException unshown) {
            LOG.log(System.Logger.Level.WARNING, "The console cannot show how targets stand", unshown);
        }
    }

    @PreDestroy
    void hide() {
        if (shown) {
            try {
                beans.unregisterMBean(NAME);
            } catch (JMException gone) {
                LOG.log(System.Logger.Level.DEBUG, "Somebody else has taken it away", gone);
            }
        }
    }

    /** What the gateway of this process knows now; empty when it has called nobody yet. */
    @SuppressWarnings("unchecked")
    public HealthView view() {
        try {
            return new HealthView(read((Map<String, double[]>) beans.getAttribute(NAME, "Targets")));
        } catch (InstanceNotFoundException notYet) {
            return new HealthView(Map.of());
        } catch (JMException unread) {
            LOG.log(System.Logger.Level.WARNING, "It cannot be read how targets stand", unread);
            return new HealthView(Map.of());
        }
    }

    static Map<String, double[]> told(Health health) {
        Map<String, double[]> told = new HashMap<>();
        health.figures().forEach((id, it) -> {
            Instant rests = it.restsUntil();
            told.put(id, new double[] {
                rests == null ? 0 : rests.toEpochMilli(),
                it.failures(),
                it.answers(),
                it.pace(),
                it.recentPace(),
                it.recentFirstToken()
            });
        });
        return told;
    }

    static Map<String, TargetFigures> read(Map<String, double[]> told) {
        Map<String, TargetFigures> figures = new HashMap<>();
        told.forEach((id, it) -> {
            if (it.length == FIGURES) {
                figures.put(id, new TargetFigures(moment(it[0]), (int) it[1], (int) it[2], it[3], it[4], it[5]));
            }
        });
        return figures;
    }

    private static @Nullable Instant moment(double millis) {
        return millis == 0 ? null : Instant.ofEpochMilli((long) millis);
    }

    private static ObjectName name() {
        try {
            return new ObjectName("aigateway:type=NodeHealth");
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
