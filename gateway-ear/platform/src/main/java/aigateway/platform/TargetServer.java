package aigateway.platform;

import jakarta.transaction.TransactionManager;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.eclipse.persistence.platform.server.JMXServerPlatformBase;
import org.eclipse.persistence.sessions.DatabaseSession;
import org.eclipse.persistence.sessions.ExternalTransactionController;
import org.eclipse.persistence.transaction.JTATransactionController;

/** One persistence unit for every server: EclipseLink asks each known name for the transaction manager. */
public final class TargetServer extends JMXServerPlatformBase {

    public TargetServer(DatabaseSession session) {
        super(session);
        disableRuntimeServices();
    }

    @Override
    public Class<? extends ExternalTransactionController> getExternalTransactionControllerClass() {
        return Transactions.class;
    }

    /** Finds the transaction manager where Payara or WildFly keeps it. */
    public static final class Transactions extends JTATransactionController {

        private static final String PAYARA = "java:appserver/TransactionManager";
        private static final String WILDFLY = "java:jboss/TransactionManager";

        @Override
        @SuppressWarnings("BanJNDI") // The names are constants of ours, never a user's.
        protected TransactionManager acquireTransactionManager() throws NamingException {
            InitialContext names = new InitialContext();
            try {
                return (TransactionManager) names.lookup(PAYARA);
            } catch (NamingException notPayara) {
                return (TransactionManager) names.lookup(WILDFLY);
            }
        }
    }
}
