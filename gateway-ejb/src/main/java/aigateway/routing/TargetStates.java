package aigateway.routing;

/** What is known of the targets when a request is planned. */
public interface TargetStates {

    Standing standing(Target target);

    /** Mean milliseconds for a token that it wrote lately; {@code NaN} when too few requests tell. */
    double pace(Target target);
}
