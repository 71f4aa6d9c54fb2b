package aigateway.web.provider;

import aigateway.call.ErrorType;
import aigateway.routing.Target;
import aigateway.web.call.Failure;
import aigateway.web.openai.ErrorBody;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that did not give an answer. Its type says what may be done about it: the guards retry one and fall back on
 * another.
 */
public abstract sealed class UpstreamFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** The same target may be tried again. */
    public static final class RetryHere extends UpstreamFailure {
        private static final long serialVersionUID = 1L;

        RetryHere(Facts facts) {
            super(facts);
        }
    }

    /** The same target would fail again; another may be tried. */
    public static final class TryNext extends UpstreamFailure {
        private static final long serialVersionUID = 1L;

        TryNext(Facts facts) {
            super(facts);
        }
    }

    /** The request itself is at fault, unless a fallback rule names what was answered; or the client has gone. */
    public static final class GiveUp extends UpstreamFailure {
        private static final long serialVersionUID = 1L;

        GiveUp(Facts facts) {
            super(facts);
        }
    }

    /**
     * @param status the vendor's; 0 when it did not answer
     * @param said its own words, without key material; null when it had none
     * @param pause how long it asked to be left alone
     * @param rates what it said of the account's limits, as headers
     */
    record Facts(
            ErrorType type,
            int status,
            String message,
            @Nullable ErrorBody said,
            Duration pause,
            Map<String, String> rates,
            @Nullable Throwable cause) {}

    private final transient Facts facts;

    private UpstreamFailure(Facts facts) {
        super(facts.message(), facts.cause(), false, false);
        this.facts = facts;
    }

    /** A stream that broke after its first bytes had gone to the client: nothing can be tried again. */
    static UpstreamFailure broken(Target target, String what, @Nullable ErrorBody said) {
        return new GiveUp(
                new Facts(ErrorType.UPSTREAM_BROKEN, 0, target.id() + ' ' + what, said, Duration.ZERO, Map.of(), null));
    }

    /** Nothing that was answered: the client has gone, or the gateway itself is at fault. */
    boolean isFinal() {
        return this instanceof GiveUp && facts.status() == 0;
    }

    /** Whether the next target of its route may be tried after it: what it answered lets that be, or it answered nothing. */
    boolean leadsOn(Target failed) {
        return facts.status() == 0 ? !isFinal() : failed.fallbackStatuses().contains(facts.status());
    }

    public ErrorType type() {
        return facts.type();
    }

    public int status() {
        return facts.status();
    }

    /** The status fallback rules are asked about: what the vendor said, or what its silence comes to. */
    public int effectiveStatus() {
        return facts.status() == 0 ? facts.type().status() : facts.status();
    }

    /**
     * What the client hears of it: the vendor's own type, parameter and code where it named them, since applications look at
     * them.
     */
    public Failure told() {
        Failure plain = new Failure(effectiveStatus(), getMessage(), type().type(), null, type().type());
        ErrorBody said = facts.said();
        return said == null
                ? plain
                : new Failure(
                        plain.status(),
                        plain.message(),
                        Objects.requireNonNullElse(said.type(), plain.type()),
                        said.param(),
                        Objects.requireNonNullElse(said.code(), plain.type()));
    }

    public Duration pause() {
        return facts.pause();
    }

    /** What the vendor said of the account's limits, as headers. */
    public Map<String, String> rates() {
        return facts.rates();
    }

    @Override
    public String getMessage() {
        return facts.message();
    }
}
