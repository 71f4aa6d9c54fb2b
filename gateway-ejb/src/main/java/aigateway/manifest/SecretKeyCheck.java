package aigateway.manifest;

import aigateway.platform.Alone;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** A key that is damaged stops the start, before anything is encrypted with another one or told as a first start. */
@Singleton
@Startup
@DependsOn("Database")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SecretKeyCheck {

    @Inject
    SecretBox secrets;

    @PostConstruct
    void check() {
        try {
            secrets.check();
        } catch (IllegalStateException damaged) {
            Alone.end(String.valueOf(damaged.getMessage()));
            throw damaged;
        }
    }
}
