package aigateway.identity;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Makes what a gateway needs to be tried out, once in the life of its database, and says so on the terminal. */
@Singleton
@Startup
@DependsOn("SecretKeyCheck")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FirstStart {

    @Inject
    Beginnings beginnings;

    @PostConstruct
    @SuppressWarnings("SystemOut") // For the person who started the process, and not for a log that is kept.
    void welcome() {
        beginnings.make().ifPresent(welcome -> System.out.println(welcome.text()));
    }
}
