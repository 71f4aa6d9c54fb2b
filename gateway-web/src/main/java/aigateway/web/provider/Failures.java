package aigateway.web.provider;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.outbound.BlockedAddressException;
import aigateway.routing.Target;
import aigateway.web.openai.ErrorBody;
import aigateway.web.provider.http.BrokenAnswerException;
import aigateway.web.provider.http.CompressedAnswerException;
import aigateway.web.provider.http.UpstreamResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/** Turns what a vendor or the network said into a failure of the right type, in words a client may read. */
public final class Failures {

    /** A longer one is waited for by nobody. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final int LONGEST_MESSAGE = 2000;

    /** Of more nobody takes anything out: it is not told either. */
    private static final int LONGEST_READ = 64 << 10;

    private Failures() {}

    static UpstreamFailure of(UpstreamResponse.Whole answer, Target target) {
        if (answer.status() / 100 == 3) {
            return unanswered(
                    target,
                    "answered with a redirect (" + answer.status() + "), which is not followed: its base_url is wrong.",
                    null);
        }
        ErrorBody said = said(answer, target);
        String message = said != null
                ? said.message()
                : target.id() + " answered " + answer.status() + " without an error message.";
        Duration pause = pause(answer.headers());
        Map<String, String> rates = RateHeaders.in(answer.headers(), target);
        return typed(
                new UpstreamFailure.Facts(
                        ErrorType.UPSTREAM_REFUSED, answer.status(), message, said, pause, rates, null),
                target);
    }

    /** What the vendor said, in the words it used, without what was sent to it in confidence. */
    private static @Nullable ErrorBody said(UpstreamResponse.Whole answer, Target target) {
        return ErrorBody.read(answer.body()).map(said -> cleaned(said, target)).orElse(null);
    }

    private static ErrorBody cleaned(ErrorBody said, Target target) {
        return new ErrorBody(
                said(said.message(), target),
                KeyMaterial.removedOrNull(said.type(), target),
                KeyMaterial.removedOrNull(said.param(), target),
                KeyMaterial.removedOrNull(said.code(), target));
    }

    /** Cut last: half a secret is none that anybody would know. */
    private static String said(String message, Target target) {
        String read = message.length() > LONGEST_READ ? message.substring(0, LONGEST_READ) : message;
        String clean = KeyMaterial.removed(read, target);
        return clean.length() > LONGEST_MESSAGE ? clean.substring(0, LONGEST_MESSAGE) + "…" : clean;
    }

    /** An error told after the answer had begun. */
    static UpstreamFailure inMiddle(Target target, ErrorBody said) {
        ErrorBody told = cleaned(said, target);
        return UpstreamFailure.broken(target, "sent an error in its stream: " + told.message(), told);
    }

    /** A success that is none: an error under a good status, or nothing that its protocol knows. */
    static UpstreamFailure ofSuccess(UpstreamResponse.Whole answer, Target target, IOException why) {
        ErrorBody said = said(answer, target);
        return said == null
                ? unanswered(target, "answered something that is not JSON or not an answer.", why)
                : inStream(target, said.message());
    }

    /** An error told where the answer was expected. */
    static UpstreamFailure inStream(Target target, String said) {
        return new UpstreamFailure.TryNext(
                facts(ErrorType.UPSTREAM_REFUSED, target.id() + ": " + said(said, target), null));
    }

    /** Reached, and no answer came of it. */
    static UpstreamFailure unanswered(Target target, String what, @Nullable Throwable cause) {
        return new UpstreamFailure.TryNext(facts(ErrorType.UPSTREAM_BROKEN, target.id() + ' ' + what, cause));
    }

    static UpstreamFailure of(Throwable thrown, Target target) {
        if (thrown instanceof UpstreamFailure known) {
            return known;
        }
        if (thrown instanceof GatewayException full && full.type() == ErrorType.UNAVAILABLE) {
            // There is no room here, whoever answers.
            return new UpstreamFailure.GiveUp(new UpstreamFailure.Facts(
                    full.type(), 0, full.getMessage(), null, Duration.ofSeconds(1), Map.of(), null));
        }
        if (thrown instanceof GatewayException unspeakable) {
            // Another vendor may have words for it.
            return new UpstreamFailure.TryNext(facts(unspeakable.type(), unspeakable.getMessage(), null));
        }
        if (thrown instanceof CancellationException) {
            return new UpstreamFailure.GiveUp(facts(ErrorType.CLIENT_CLOSED, "The client closed the request.", thrown));
        }
        if (thrown instanceof CircuitBreakerOpenException) {
            return new UpstreamFailure.TryNext(facts(
                    ErrorType.UPSTREAM_UNREACHABLE,
                    target.id() + " has been failing and is given a rest of a few seconds.",
                    thrown));
        }
        if (isTimeout(thrown)) {
            return new UpstreamFailure.TryNext(
                    facts(ErrorType.UPSTREAM_TIMEOUT, target.id() + " did not answer in time.", thrown));
        }
        if (thrown instanceof BlockedAddressException) {
            return new UpstreamFailure.TryNext(facts(
                    ErrorType.UPSTREAM_UNREACHABLE,
                    "The address of " + target.account().name() + " is not allowed: " + thrown.getMessage(),
                    thrown));
        }
        if (thrown instanceof UnknownHostException) {
            return new UpstreamFailure.TryNext(facts(
                    ErrorType.UPSTREAM_UNREACHABLE,
                    "The host of " + target.account().name() + " is unknown.",
                    thrown));
        }
        if (thrown instanceof Error || thrown instanceof RuntimeException) {
            return new UpstreamFailure.GiveUp(
                    facts(ErrorType.INTERNAL, "The gateway failed to call " + target.id() + '.', thrown));
        }
        if (thrown instanceof CompressedAnswerException compressed) {
            return unanswered(target, compressed.getMessage(), compressed);
        }
        if (thrown instanceof BrokenAnswerException) {
            return unanswered(target, "did not finish its answer.", thrown);
        }
        UpstreamFailure.Facts unreachable =
                facts(ErrorType.UPSTREAM_UNREACHABLE, target.id() + " could not be reached.", thrown);
        return target.retryStatuses().contains(ErrorType.UPSTREAM_UNREACHABLE.status())
                ? new UpstreamFailure.RetryHere(unreachable)
                : new UpstreamFailure.TryNext(unreachable);
    }

    /** The same, of an answer that may say why there is none: some tell an error under a good status. */
    public static UpstreamFailure ofAnswer(Target target, UpstreamResponse.Whole answer, Throwable cause) {
        ErrorBody said = said(answer, target);
        return said == null ? ofAnswer(target, cause) : inStream(target, said.message());
    }

    /** The vendor's answer is not what its protocol says. */
    public static UpstreamFailure ofAnswer(Target target, Throwable cause) {
        return new UpstreamFailure.TryNext(
                facts(ErrorType.UPSTREAM_BROKEN, target.id() + " answered something that is not its protocol.", cause));
    }

    static UpstreamFailure ofFirstToken(Target target) {
        return new UpstreamFailure.TryNext(facts(
                ErrorType.FIRST_TOKEN_TIMEOUT,
                target.id() + " did not begin to answer in the time the caller gave.",
                null));
    }

    /** What is said when no target is left: the last one's words, or a list where they differ. */
    static UpstreamFailure ofAll(Journey journey) {
        Journey.Stop end = journey.stops().get(journey.stops().size() - 1);
        UpstreamFailure last = end.failure();
        boolean alike =
                journey.stops().stream().allMatch(stop -> stop.failure().effectiveStatus() == last.effectiveStatus());
        if (alike || !last.leadsOn(end.target())) {
            return last;
        }
        String all = journey.stops().stream()
                .map(stop -> stop.target().id() + ": " + stop.failure().effectiveStatus())
                .collect(Collectors.joining(", ", "All targets failed (", ")."));
        return new UpstreamFailure.GiveUp(new UpstreamFailure.Facts(
                ErrorType.UPSTREAM_REFUSED, 0, all + ' ' + last.getMessage(), null, last.pause(), last.rates(), null));
    }

    private static UpstreamFailure typed(UpstreamFailure.Facts facts, Target target) {
        if (target.retryStatuses().contains(facts.status())) {
            // A long pause is the target's wish to be left alone; for a short one the guard waits.
            boolean rests = facts.pause().compareTo(LONGEST_WAIT) > 0;
            if (!rests) {
                return new UpstreamFailure.RetryHere(facts);
            }
        }
        return target.fallbackStatuses().contains(facts.status())
                ? new UpstreamFailure.TryNext(facts)
                : new UpstreamFailure.GiveUp(facts);
    }

    private static UpstreamFailure.Facts facts(ErrorType type, String message, @Nullable Throwable cause) {
        return new UpstreamFailure.Facts(type, 0, message, null, Duration.ZERO, Map.of(), cause);
    }

    private static boolean isTimeout(Throwable thrown) {
        return thrown instanceof org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException
                || thrown instanceof TimeoutException
                || (thrown instanceof SocketTimeoutException && !(thrown instanceof ConnectTimeoutException));
    }

    /** Azure says it in milliseconds, too, which say it better. */
    private static Duration pause(Map<String, String> headers) {
        String millis = headers.getOrDefault("retry-after-ms", "");
        return millis.matches("\\d{1,9}")
                ? Duration.ofMillis(Long.parseLong(millis))
                : pause(headers.get("retry-after"));
    }

    /** {@code Retry-After}: seconds or a date, as the vendor says it. */
    static Duration pause(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        try {
            Duration asked = retryAfter.matches("\\d{1,12}")
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.between(
                            ZonedDateTime.now(java.time.ZoneOffset.UTC),
                            ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME));
            return asked.isNegative() ? Duration.ZERO : asked;
        } catch (DateTimeParseException unreadable) {
            return Duration.ZERO;
        }
    }
}
