package aigateway.admin.delivery;

import aigateway.admin.overview.Range;
import aigateway.admin.session.Browser;
import aigateway.admin.session.Me;
import aigateway.delivery.DeadLetter;
import aigateway.delivery.DeadLetters;
import aigateway.delivery.DeadLetters.Selection;
import aigateway.delivery.DeliveryDesk;
import aigateway.delivery.DeliveryStep;
import aigateway.delivery.DeliverySteps;
import aigateway.delivery.UnavailableException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the store and each exporter fare, over time and now, and what they have given up. For administrators. The view
 * keeps how far back the charts look; all else is asked again.
 */
@Named
@ViewScoped
public class DeliveryPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int MOST_LETTERS = 100;
    /** Those whose columns are whole steps of what is kept, and not more than that. */
    private static final List<Range> RANGES = List.of(Range.SIX_HOURS, Range.DAY, Range.WEEK);

    @Inject
    transient DeliveryDesk desk;

    @Inject
    transient DeadLetters letters;

    @Inject
    transient DeliverySteps steps;

    @Inject
    transient Me me;

    @Inject
    transient Browser browser;

    @Inject
    transient InstantSource clock;

    private @Nullable String code;
    private transient @Nullable List<Place> places;
    private transient @Nullable List<DeadLetter> given;
    private transient @Nullable Map<String, List<DeliveryStep>> history;
    private transient boolean away;

    public void open() {
        me.mustBeAdmin();
    }

    /** Asks again. */
    public void refresh() {
        places = null;
        given = null;
        history = null;
        away = false;
    }

    /** The store first. */
    public List<Place> getPlaces() {
        List<Place> known = places;
        if (known == null) {
            known = known(() -> {
                List<Place> all = new ArrayList<>();
                all.add(Place.of(desk.store()));
                desk.all().forEach(status -> all.add(Place.of(status)));
                return all;
            });
            places = known;
        }
        return known;
    }

    /** What was given up, the oldest first; at most a page of it. */
    public List<DeadLetter> getLetters() {
        List<DeadLetter> known = given;
        if (known == null) {
            known = known(() -> letters.list(new Selection(null, List.of()), MOST_LETTERS));
            given = known;
        }
        return known;
    }

    private <T> List<T> known(Supplier<List<T>> question) {
        me.mustBeAdmin();
        try {
            return question.get();
        } catch (UnavailableException e) {
            away = true;
            return List.of();
        }
    }

    /** Whether broker or database do not answer, so that nothing is known. */
    public boolean isAway() {
        getPlaces();
        return away;
    }

    public DeliveryCharts charts(Place place) {
        Instant now = clock.instant();
        Map<String, List<DeliveryStep>> known = history;
        if (known == null) {
            known = history(DeliveryCharts.start(getRange(), now));
            history = known;
        }
        return new DeliveryCharts(getRange(), now, browser.getZone(), known.getOrDefault(place.name(), List.of()));
    }

    private Map<String, List<DeliveryStep>> history(Instant from) {
        me.mustBeAdmin();
        try {
            return steps.since(from);
        } catch (UnavailableException e) {
            return Map.of();
        }
    }

    public String title(DeadLetter letter) {
        return Place.title(letter.exporter());
    }

    public void replay(String place) {
        act(() -> told(letters.replay(new Selection(place, List.of())), "sent again"));
    }

    public void discard(String place) {
        act(() -> told(letters.discard(new Selection(place, List.of())), "thrown away"));
    }

    public void replayOne(String id) {
        act(() -> told(letters.replay(new Selection(null, List.of(id))), "sent again"));
    }

    public void discardOne(String id) {
        act(() -> told(letters.discard(new Selection(null, List.of(id))), "thrown away"));
    }

    private static String told(int messages, String what) {
        return messages + (messages == 1 ? " message was " : " messages were ") + what + '.';
    }

    private void act(Supplier<String> action) {
        me.mustBeAdmin();
        try {
            tell(FacesMessage.SEVERITY_INFO, action.get());
        } catch (UnavailableException e) {
            tell(FacesMessage.SEVERITY_ERROR, e.getMessage() + ". What was not taken is still here.");
        }
        refresh();
    }

    private void tell(FacesMessage.Severity severity, String text) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, null));
    }

    public List<Range> getRanges() {
        return RANGES;
    }

    public Range getRange() {
        Range range = Range.of(code, Range.SIX_HOURS);
        return RANGES.contains(range) ? range : Range.SIX_HOURS;
    }

    public @Nullable String getCode() {
        return code;
    }

    public void setCode(@Nullable String code) {
        this.code = code;
    }
}
