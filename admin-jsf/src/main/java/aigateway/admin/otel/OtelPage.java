package aigateway.admin.otel;

import aigateway.admin.session.Me;
import aigateway.delivery.DeadLetter;
import aigateway.delivery.DeadLetters;
import aigateway.delivery.DeadLetters.Selection;
import aigateway.delivery.DeliveryDesk;
import aigateway.delivery.ExporterStatus;
import aigateway.delivery.UnavailableException;
import aigateway.manifest.Configuration;
import aigateway.manifest.OtelConfig;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The exporters, how each fares, and what they have given up. For administrators. */
@Named
@RequestScoped
public class OtelPage {

    private static final int MOST_LETTERS = 100;

    @Inject
    DeliveryDesk desk;

    @Inject
    DeadLetters letters;

    @Inject
    Configuration configuration;

    @Inject
    Me me;

    @Inject
    FacesContext faces;

    private @Nullable List<ExporterStatus> exporters;
    private @Nullable List<DeadLetter> given;
    private boolean away;

    public void open() {
        me.mustBeAdmin();
    }

    public List<ExporterStatus> getExporters() {
        List<ExporterStatus> known = exporters;
        if (known == null) {
            known = known(desk::all);
            exporters = known;
        }
        return known;
    }

    /** What exporters have given up, the oldest first; at most a page of it. */
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

    /** Whether the broker does not answer, so that nothing is known. */
    public boolean isAway() {
        getExporters();
        return away;
    }

    public boolean isConfigured() {
        return configuration.current().otel().isPresent();
    }

    public List<OtelConfig.Exporter> getMetrics() {
        return configuration
                .current()
                .otel()
                .map(OtelConfig::otelMetricsExporterConfig)
                .orElse(List.of());
    }

    /** {@code ok}, {@code warn} while it fails, {@code bad} when something was given up. */
    public String tone(ExporterStatus status) {
        if (status.dead() > 0) {
            return "bad";
        }
        return isFailing(status) ? "warn" : "ok";
    }

    public String state(ExporterStatus status) {
        if (status.endpoint() == null) {
            return "removed";
        } else if (isFailing(status)) {
            return "failing, tried again";
        } else if (status.count().deliveredAt() == null) {
            return "nothing sent yet";
        }
        return "delivers";
    }

    private static boolean isFailing(ExporterStatus status) {
        return status.count().errorAt() != null
                && (status.count().deliveredAt() == null
                        || status.count().errorAt().isAfter(status.count().deliveredAt()));
    }

    public void test(String exporter) {
        act(() -> {
            String traceId = desk.test(exporter, me.caller().subject().name());
            return traceId.isEmpty()
                    ? "There is no exporter " + exporter + " any more."
                    : "Sent a trace to " + exporter + ": look for " + traceId
                            + " there. The figures below say how it went.";
        });
    }

    public void replay(String exporter) {
        act(() -> told(letters.replay(new Selection(exporter, List.of())), "sent again"));
    }

    public void discard(String exporter) {
        act(() -> told(letters.discard(new Selection(exporter, List.of())), "thrown away"));
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
            tell(FacesMessage.SEVERITY_ERROR, "The broker does not answer; nothing was changed.");
        }
        exporters = null;
        given = null;
    }

    private void tell(FacesMessage.Severity severity, String text) {
        faces.addMessage(null, new FacesMessage(severity, text, null));
    }
}
