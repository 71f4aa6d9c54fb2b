package aigateway.telemetry.query;

import jakarta.ejb.ApplicationException;

/** An answer would have more points than anybody reads. */
@ApplicationException
public class TooManyPointsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyPointsException() {
        super(
                "The answer would have more than " + MetricsQuery.MOST_POINTS
                        + " points; ask for a shorter time, a longer interval or fewer groups.",
                null,
                false,
                false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
