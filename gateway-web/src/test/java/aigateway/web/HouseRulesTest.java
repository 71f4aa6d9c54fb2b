package aigateway.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What holds for every class of this module, whoever writes it. */
class HouseRulesTest {

    private static final DescribedPredicate<JavaClass> RECORDS_AND_ENUMS = DescribedPredicate.describe(
            "records and enums of their own", type -> type.isTopLevelClass() && (type.isRecord() || type.isEnum()));

    private static final ArchCondition<JavaClass> BE_IN_A_NULL_MARKED_PACKAGE = ArchCondition.from(
            DescribedPredicate.describe("be in a package that is @NullMarked", type -> type.getPackage()
                    .isAnnotatedWith(NullMarked.class)));

    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPath("target/classes");

    @Test
    void featuresFormNoCircle() {
        slices().matching("aigateway.web.(*)..").should().beFreeOfCycles().check(module);
    }

    @Test
    void factsKnowNoContainer() {
        noClasses()
                .that(RECORDS_AND_ENUMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ejb..", "jakarta.persistence..", "jakarta.ws.rs..", "jakarta.jms..", "jakarta.faces..")
                .check(module);
    }

    @Test
    void theEdgeKnowsNoDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..")
                .check(module);
    }

    @Test
    void theEdgeKnowsNeitherExportersNorPages() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("aigateway.otlp..", "aigateway.admin..", "jakarta.faces..")
                .check(module);
    }

    @Test
    void onlyProvidersReachOut() {
        noClasses()
                .that()
                .resideOutsideOfPackage("aigateway.web.provider..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.apache.hc.client5..")
                .check(module);
    }

    @Test
    void onlyProvidersAndTheGrpcReceiverSpeakHttpThemselves() {
        noClasses()
                .that()
                .resideOutsideOfPackages("aigateway.web.provider..", "aigateway.web.ingest.grpc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hc..")
                .check(module);
    }

    /** The servers' timers follow the clock, and one that is set back by an hour would silence them for an hour. */
    @Test
    void workComesRoundByRoundsAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("jakarta\\.ejb\\.(Schedules?|Time.*)")
                .check(module);
    }

    /** In any other one nobody looks for what may be null. */
    @Test
    void everyPackageSaysWhatMayBeNull() {
        classes().should(BE_IN_A_NULL_MARKED_PACKAGE).check(module);
    }

    @Test
    void namesSayWhatAClassIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Impl|Manager|Helper|Utils?|Dto|VO)")
                .check(module);
    }
}
