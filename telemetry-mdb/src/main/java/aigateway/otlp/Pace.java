package aigateway.otlp;

import aigateway.platform.Setting;
import aigateway.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;

/**
 * Lets requests have the processors first: while they are short, spans wait where they are safe, with the broker. Not
 * for ever, since what waits fills its disk and whoever looks for a trace wants to find it.
 */
@ApplicationScoped
public class Pace {

    private static final double SHORT = 0.9;
    private static final long SAMPLE_MILLIS = 100;

    @Inject
    InstantSource clock;

    DoubleSupplier processors = new ProcessorLoad();

    private Duration patience = Duration.ofSeconds(30);
    private boolean isShort;
    private long sampled;

    @PostConstruct
    void configure() {
        patience = Settings.ofThisProcess().value(Setting.SPANS_PATIENCE).orElse(patience);
    }

    /** Returns when requests can spare the processors, or when the message has waited for long enough. */
    public void await(Message message) throws JMSException {
        while (!mayGo(message.getJMSTimestamp())) {
            try {
                Thread.sleep(SAMPLE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UndeliverableException("The application stops", e);
            }
        }
    }

    synchronized boolean mayGo(long sentMillis) {
        long now = clock.millis();
        if (Math.abs(now - sampled) >= SAMPLE_MILLIS) {
            isShort = processors.getAsDouble() > SHORT;
            sampled = now;
        }
        return !isShort || now - sentMillis >= patience.toMillis() || now < sentMillis;
    }
}
