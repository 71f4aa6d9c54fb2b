package aigateway.routing;

import java.util.Map;

/** What a node knows of its targets, in types that every application in the process shares. */
public interface NodeHealthMBean {

    /** By {@code account/model}, the figures of {@link TargetFigures} in their order; times are milliseconds since 1970. */
    Map<String, double[]> getTargets();
}
