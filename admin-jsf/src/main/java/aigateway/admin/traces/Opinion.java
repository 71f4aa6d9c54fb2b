package aigateway.admin.traces;

import aigateway.feedback.Feedback;

/**
 * What somebody said of one of a trace's spans.
 *
 * @param span its name
 */
public record Opinion(Feedback feedback, String span) {

    /** The rating, for who cannot see stars. */
    public String inWords() {
        return feedback.rating() + " of " + Feedback.BEST;
    }

    public String stars() {
        return "★".repeat(feedback.rating()) + "☆".repeat(Feedback.BEST - feedback.rating());
    }
}
