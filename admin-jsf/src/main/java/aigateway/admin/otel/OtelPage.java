package aigateway.admin.otel;

import aigateway.admin.session.Me;
import aigateway.delivery.DeliveryDesk;
import aigateway.delivery.Exporters;
import aigateway.delivery.UnavailableException;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.OtelConfig.Exporter;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Where telemetry goes, and whether a backend can be reached at all. For administrators. */
@Named
@RequestScoped
public class OtelPage {

    @Inject
    DeliveryDesk desk;

    @Inject
    Exporters exporters;

    @Inject
    Configuration configuration;

    @Inject
    Me me;

    @Inject
    FacesContext faces;

    public void open() {
        me.mustBeAdmin();
    }

    public List<Exporter> getExporters() {
        me.mustBeAdmin();
        return exporters.current();
    }

    public List<Exporter> getMetrics() {
        me.mustBeAdmin();
        return exporters.metrics();
    }

    public boolean isConfigured() {
        return configuration.current().otel().isPresent();
    }

    public void test(String exporter) {
        me.mustBeAdmin();
        try {
            String traceId = desk.test(exporter, me.caller().subject().name());
            tell(
                    FacesMessage.SEVERITY_INFO,
                    traceId.isEmpty()
                            ? "There is no exporter " + exporter + " any more."
                            : "Sent a trace to " + exporter + ": look for " + traceId
                                    + " there. Delivery tells how it went.");
        } catch (UnavailableException e) {
            tell(FacesMessage.SEVERITY_ERROR, "The broker does not answer; nothing was sent.");
        }
    }

    private void tell(FacesMessage.Severity severity, String text) {
        faces.addMessage(null, new FacesMessage(severity, text, null));
    }
}
