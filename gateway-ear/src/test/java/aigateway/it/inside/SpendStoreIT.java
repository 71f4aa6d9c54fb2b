package aigateway.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aigateway.budget.BudgetUnit;
import aigateway.budget.Spend;
import aigateway.budget.SpendKey;
import aigateway.budget.SpendStore;
import aigateway.it.server.WildFlyServer;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Spend in the server's own transactions, by its own pool of connections: what a commit that fails, a caller that rolls
 * back and nodes that write at once leave behind. From outside only the sum can be seen.
 */
@ExtendWith({EmptyServer.class, ArquillianExtension.class})
class SpendStoreIT {

    private static final Instant NOW = Instant.now();

    @EJB(lookup = "java:app/gateway-ejb/SpendStore!aigateway.budget.SpendStore")
    SpendStore store;

    @Resource
    UserTransaction transaction;

    @Resource
    ManagedExecutorService threads;

    @Deployment
    static EnterpriseArchive application() throws IOException {
        WebArchive inside =
                ShrinkWrap.create(WebArchive.class, "inside.war").addClasses(SpendStoreIT.class, EmptyServer.class);
        EnterpriseArchive application = ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, WildFlyServer.ear().toFile());
        application.addAsModule(Testable.archiveToTest(inside));
        return named(application, "inside.war");
    }

    /** An application that names its modules has no others. */
    private static EnterpriseArchive named(EnterpriseArchive application, String war) throws IOException {
        String descriptor = "META-INF/application.xml";
        String modules;
        try (InputStream in = application.get(descriptor).getAsset().openStream()) {
            modules = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String module =
                "<module><web><web-uri>" + war + "</web-uri><context-root>/inside</context-root></web></module>";
        application.delete(descriptor);
        application.setApplicationXML(
                new StringAsset(modules.replace("<library-directory>", module + "<library-directory>")));
        return application;
    }

    @Test
    void aBatchThatComesAgainCountsOnce() {
        SpendKey key = key();
        SpendStore.Batch batch = batch(key, "0.25");

        store.add(batch, NOW);
        store.add(batch, NOW);

        assertEquals(spend("0.25"), spent(key));
    }

    @Test
    void whatTheCallerRollsBackWasNeverThereAndMayComeAgain() throws Exception {
        SpendKey key = key();
        SpendStore.Batch batch = batch(key, "0.25");
        store.add(batch(key, "1"), NOW);

        transaction.begin();
        assertEquals(spend("1.25"), store.add(batch, NOW).get(key), "seen inside the transaction");
        transaction.rollback();
        assertEquals(spend("1"), spent(key), "gone with it");

        store.add(batch, NOW);
        assertEquals(spend("1.25"), spent(key), "its id was not kept either");
    }

    @Test
    void theSameBatchOnManyThreadsCountsOnce() throws Exception {
        SpendKey key = key();
        store.add(batch(key, "1"), NOW);
        SpendStore.Batch batch = batch(key, "0.25");

        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(threads.submit(() -> addUntilCommitted(batch)));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertEquals(spend("1.25"), spent(key));
    }

    @Test
    void nothingIsLostBetweenWritersOfOneRow() throws Exception {
        SpendKey key = key();
        store.add(batch(key, "1"), NOW);

        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(threads.submit(() -> {
                for (int n = 0; n < 25; n++) {
                    addUntilCommitted(batch(key, "0.000000000001"));
                }
            }));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertEquals(spend("1.0000000002"), spent(key));
    }

    /** As the bookkeeping does: whoever does not know whether it was committed adds the same batch again. */
    private void addUntilCommitted(SpendStore.Batch batch) {
        EJBException last = null;
        for (int attempt = 0; attempt < 50; attempt++) {
            try {
                store.add(batch, NOW);
                return;
            } catch (EJBException collision) {
                last = collision;
            }
        }
        throw new AssertionError("never committed", last);
    }

    private Spend spent(SpendKey key) {
        return store.current(NOW).get(key);
    }

    private static SpendStore.Batch batch(SpendKey key, String dollars) {
        return new SpendStore.Batch(UUID.randomUUID().toString(), new TreeMap<>(Map.of(key, spend(dollars))));
    }

    private static Spend spend(String dollars) {
        return new Spend(new BigDecimal(dollars), 0, 0);
    }

    private static SpendKey key() {
        return new SpendKey(
                "inside-" + UUID.randomUUID(),
                BudgetUnit.COST_PER_MONTH,
                "user:a",
                LocalDate.ofInstant(NOW, ZoneOffset.UTC).withDayOfMonth(1));
    }
}
