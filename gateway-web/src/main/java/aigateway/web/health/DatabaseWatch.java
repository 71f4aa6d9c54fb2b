package aigateway.web.health;

import aigateway.platform.Settings;
import aigateway.store.Database;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Asks the database. One that went away may keep who asks waiting for as long as a connection may take. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class DatabaseWatch extends Watch {

    @Inject
    Database database;

    @Override
    boolean answers() throws Exception {
        database.ask();
        return true;
    }

    @Override
    String news(boolean reachable) {
        return news(reachable, Settings.ofThisProcess().dbUrl().isPresent());
    }

    static String news(boolean reachable, boolean outside) {
        return reachable
                ? "The database answers again"
                : "The database " + (outside ? "" : "in the data directory ") + "does not answer"
                        + (outside ? " (GATEWAY_DB_URL)" : "")
                        + ": rules hold as they are, and what is spent is written when it does";
    }
}
