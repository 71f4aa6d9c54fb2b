package aigateway.routing;

import java.util.Map;

/**
 * How targets stood at one moment, as a node saw it.
 *
 * @param figures by {@code account/model}
 */
public record HealthView(Map<String, TargetFigures> figures) implements TargetStates {

    public HealthView {
        figures = Map.copyOf(figures);
    }

    public TargetFigures of(String target) {
        return figures.getOrDefault(target, TargetFigures.NONE);
    }

    @Override
    public Standing standing(Target target) {
        return of(target.id()).standing(target.slaCutoff());
    }

    @Override
    public double pace(Target target) {
        return of(target.id()).pace();
    }
}
