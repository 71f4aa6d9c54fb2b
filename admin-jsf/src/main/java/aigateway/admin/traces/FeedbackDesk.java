package aigateway.admin.traces;

import aigateway.admin.session.Me;
import aigateway.feedback.Feedback;
import aigateway.feedback.Feedbacks;
import aigateway.telemetry.SpanQueries;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes what the viewer thinks of a trace's answer: of its first span. */
@Named
@RequestScoped
public class FeedbackDesk {

    @Inject
    SpanQueries queries;

    @EJB
    Feedbacks feedbacks;

    @Inject
    TracePage page;

    @Inject
    Me me;

    @Inject
    FacesContext faces;

    private @Nullable String traceId;
    private int rating = Feedback.BEST;
    private @Nullable String comment;

    /** Whose trace one may not see looks as if it did not exist. */
    public void rate() throws IOException {
        String id = traceId == null ? "" : traceId;
        String said = comment == null ? "" : comment.strip();
        if (rating < Feedback.WORST || rating > Feedback.BEST || said.length() > Feedback.LONGEST_COMMENT) {
            back(id, FacesMessage.SEVERITY_ERROR, "A rating is from 1 to 5, a comment at most 4,000 characters long.");
            return;
        }
        var trace = queries.trace(id, me.viewer());
        if (trace.isEmpty()) {
            back(id, FacesMessage.SEVERITY_ERROR, "There is no such trace.");
            return;
        }
        feedbacks.give(
                id,
                trace.get().root().row().spanId(),
                me.caller().subject(),
                rating,
                said.isEmpty() ? null : said,
                null);
        back(id, FacesMessage.SEVERITY_INFO, "Thank you. Said again, it is said instead.");
    }

    /** To the trace's own address: the form was sent to the page that shows any. */
    private void back(String id, FacesMessage.Severity severity, String text) throws IOException {
        ExternalContext external = faces.getExternalContext();
        external.getFlash().setKeepMessages(true);
        faces.addMessage(null, new FacesMessage(severity, text, null));
        external.redirect(external.getRequestContextPath() + (TraceAddresses.isId(id) ? "/traces/" + id : "/traces"));
    }

    public @Nullable String getTraceId() {
        return traceId == null ? page.getId() : traceId;
    }

    public void setTraceId(@Nullable String traceId) {
        this.traceId = traceId;
    }

    public int getRating() {
        return rating;
    }

    public void setRating(int rating) {
        this.rating = rating;
    }

    public @Nullable String getComment() {
        return comment;
    }

    public void setComment(@Nullable String comment) {
        this.comment = comment;
    }
}
