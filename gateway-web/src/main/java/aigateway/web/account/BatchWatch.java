package aigateway.web.account;

import aigateway.call.Operation;
import aigateway.identity.Caller;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.ProviderAccount;
import aigateway.ownership.FollowedObject;
import aigateway.ownership.Maker;
import aigateway.ownership.OwnedObjects;
import aigateway.store.Database;
import aigateway.time.Round;
import aigateway.time.Rounds;
import aigateway.web.call.Dialect;
import aigateway.web.chat.OwnCalls;
import aigateway.web.provider.NativeRequest;
import aigateway.web.provider.http.UpstreamResponse;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks vendors by itself what became of batches, so that one is charged of which nobody wants to know. Each is one node's
 * question: the row is taken in the database before it is asked, and a node that is gone has taken it for one pause.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class BatchWatch {

    /** A batch that is refused, or has a few lines, is over by then. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(20);

    private static final System.Logger LOG = System.getLogger(BatchWatch.class.getName());

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Vendors end a batch after a day, and tell what was answered until then. */
    private static final Duration GIVEN_UP = Duration.ofHours(48);

    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final int AT_ONCE = 10;

    @Inject
    Rounds rounds;

    @EJB
    OwnedObjects owned;

    @Inject
    Configuration configuration;

    @Inject
    AccountObjects objects;

    @Inject
    BatchBills bills;

    @Inject
    OwnCalls calls;

    private @Nullable Round watch;

    @PostConstruct
    void start() {
        watch = rounds.every(ROUND, this::round);
    }

    @PreDestroy
    void stop() {
        if (watch != null) {
            watch.stop();
        }
    }

    /**
     * @param age of a batch that is asked about now
     * @return how long it is left alone; null: for ever
     */
    static @Nullable Duration pauseAt(Duration age) {
        if (age.compareTo(GIVEN_UP) >= 0) {
            return null;
        }
        Duration quarter = age.dividedBy(4);
        if (quarter.compareTo(FIRST_PAUSE) < 0) {
            return FIRST_PAUSE;
        }
        return quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE;
    }

    private void round() {
        if (configuration.current().version() == 0) {
            // Before it is read, every account looks as if it were gone.
            return;
        }
        try {
            owned.due(AT_ONCE, BatchWatch::pauseAt).forEach(this::ask);
        } catch (RuntimeException unanswered) {
            // That the database is away others say.
            System.Logger.Level level =
                    Database.isAway(unanswered) ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
            LOG.log(level, "No batch was asked about", unanswered);
        }
    }

    private void ask(FollowedObject batch) {
        ProviderAccount account = configuration.current().accounts().get(batch.account());
        if (account == null) {
            ended(batch, BatchTurn.withoutAccount(batch), null);
            return;
        }
        try {
            Caller maker = bills.caller(batch.maker());
            PassClient client = new PassClient(Dialect.OPENAI, false);
            NativeRequest get = new NativeRequest(
                    Dialect.OPENAI,
                    "GET",
                    "batches/" + URLEncoder.encode(batch.id(), StandardCharsets.UTF_8),
                    null,
                    Map.of(),
                    new byte[0],
                    null,
                    answer -> settled(account, batch.maker(), client, answer));
            calls.ask(
                            maker,
                            batch.maker().labels(),
                            client,
                            PassRequest.of(Operation.BATCHES, get, account.name(), 0),
                            PassRequest.target(account, PassRequest.anyModel("*")))
                    .whenComplete((answer, failure) -> objects.run(() -> heard(batch, answer, failure)));
        } catch (RuntimeException unsent) {
            LOG.log(System.Logger.Level.WARNING, named(batch) + " could not be asked about", unsent);
            heard(batch, null, unsent);
        }
    }

    private CompletableFuture<UpstreamResponse> settled(
            ProviderAccount account, Maker maker, PassClient client, UpstreamResponse answer) {
        return objects.later(objects.told(account.name(), maker, false, false, answer), told -> {
            if (told.status() / 100 == 2 && told instanceof UpstreamResponse.Whole whole) {
                bills.settle(account, whole.body()).ifPresent(client.found()::set);
            }
            return told;
        });
    }

    private void heard(FollowedObject batch, byte @Nullable [] answer, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        ended(batch, BatchTurn.of(batch, answer, cause), cause);
    }

    private void ended(FollowedObject batch, BatchTurn turn, @Nullable Throwable cause) {
        switch (turn.then()) {
            case DONE -> owned.unfollow(batch.account(), batch.id());
            case LATER -> LOG.log(
                    System.Logger.Level.DEBUG, named(batch) + " is asked about later: " + turn.why(), cause);
                // Nobody follows it any more: its last turn was taken as that.
            case LOST -> LOG.log(System.Logger.Level.WARNING, named(batch) + " is not charged: " + turn.why(), cause);
        }
    }

    private static String named(FollowedObject batch) {
        return "The batch " + batch.id() + " of the account " + batch.account();
    }
}
