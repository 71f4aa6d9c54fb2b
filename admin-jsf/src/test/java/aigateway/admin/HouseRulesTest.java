package aigateway.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    private final JavaClasses console = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("aigateway.admin");

    @Test
    void pagesKnowNoDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..")
                .check(console);
    }

    @Test
    void pagesKnowNoVendorsAndNoBroker() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("aigateway.web..", "aigateway.otlp..", "jakarta.jms..", "jakarta.ws.rs..")
                .check(console);
    }

    @Test
    void onlyOneClassChangesManifests() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.manifest\\.Changes")
                .should()
                .callMethod(aigateway.manifest.Manifests.class, "apply", String.class, String.class, boolean.class)
                .orShould()
                .callMethod(
                        aigateway.manifest.Manifests.class,
                        "delete",
                        String.class,
                        String.class,
                        String.class,
                        boolean.class)
                .check(console);
    }

    @Test
    void featuresFormNoCircle() {
        slices().matching("aigateway.admin.(*)..").should().beFreeOfCycles().check(console);
    }

    @Test
    void namesSayWhatAClassIs() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Dto")
                .check(console);
    }
}
