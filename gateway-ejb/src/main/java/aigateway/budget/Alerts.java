package aigateway.budget;

import aigateway.manifest.type.BudgetConfig.NotificationTarget;
import aigateway.outbound.MailRelay;
import aigateway.outbound.RefusedMailException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells people about an alert, wherever its rule says. */
@ApplicationScoped
public class Alerts {

    private static final System.Logger LOG = System.getLogger(Alerts.class.getName());
    private static final JsonMapper JSON = new JsonMapper();

    @Inject
    AlertPost post;

    @Inject
    MailRelay mail;

    @Inject
    AlertStore store;

    /** How telling them went, by alert; nothing yet of those that are being told. */
    private final Map<String, Optional<String>> outcomes = new ConcurrentHashMap<>();

    /** Tells every target and records how that went. Waits for the answers. */
    public void tell(BudgetAlert alert, List<NotificationTarget> targets) {
        LOG.log(System.Logger.Level.WARNING, alert.text());
        outcomes.put(alert.id(), Optional.empty());
        try {
            List<String> outcome = new ArrayList<>();
            for (NotificationTarget target : targets) {
                outcome.add(tell(alert, target));
            }
            outcomes.put(alert.id(), Optional.of(outcome.isEmpty() ? "logged" : String.join("; ", outcome)));
        } catch (RuntimeException | Error untold) {
            // Whoever takes it up tells it again.
            outcomes.remove(alert.id());
            throw untold;
        }
        writeOutcomes();
    }

    /** Whether this node is telling it, or has told it and could not write that down: it does not tell it again. */
    boolean isOwn(String id) {
        return outcomes.containsKey(id);
    }

    /** What could not be written at first is written with the next. */
    void writeOutcomes() {
        outcomes.forEach((id, told) -> told.ifPresent(outcome -> {
            store.told(id, outcome);
            outcomes.remove(id);
        }));
    }

    private String tell(BudgetAlert alert, NotificationTarget target) {
        return switch (target.type()) {
            case "slack-webhook" -> post(target, slack(alert));
            case "webhook" -> post(target, json(alert));
            case "email" -> mail(alert, target.toEmails() == null ? List.of() : target.toEmails());
            default -> target.type() + ": not sent, unknown";
        };
    }

    private String mail(BudgetAlert alert, List<String> to) {
        String where = "email " + String.join(", ", to) + ": ";
        try {
            mail.send(to, alert.subject(), alert.text());
            return where + "sent";
        } catch (RefusedMailException e) {
            LOG.log(System.Logger.Level.WARNING, "An alert is not sent by {0}{1}", where, e.getMessage());
            return where + "not sent, " + e.getMessage();
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "An alert did not reach " + where, e);
            return where + "failed, " + e.getMessage();
        }
    }

    private String post(NotificationTarget target, String body) {
        URI address = target.address().orElse(null);
        if (address == null) {
            return target.type() + ": no address";
        }
        // A webhook's path is a credential: only the host is told.
        String where = target.type() + ' ' + address.getHost() + ": ";
        try {
            return where + post.post(address, body);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "An alert did not reach " + where, e);
            return where + "failed, " + e.getMessage();
        }
    }

    static String slack(BudgetAlert alert) {
        return JSON.createObjectNode().put("text", alert.text()).toString();
    }

    static String json(BudgetAlert alert) {
        ObjectNode json = JSON.createObjectNode();
        json.put("type", "budget-alert");
        json.put("rule_id", alert.ruleId());
        json.put("pool", alert.pool());
        json.put("unit", alert.unit());
        json.put("threshold", alert.threshold());
        json.put("spent", alert.spent().stripTrailingZeros());
        json.put("limit", alert.limit());
        json.put("period_start", alert.periodStart().toString());
        json.put("resets_at", alert.resetsAt().toString());
        json.put("text", alert.text());
        return json.toString();
    }
}
