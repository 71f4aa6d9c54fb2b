package aigateway.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import aigateway.admin.manifest.Changes;
import aigateway.manifest.Manifests;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    /** All else that {@link Manifests} has is taken for a change, also what it does not have yet. */
    private static final Set<String> READING = Set.of("isKind", "list", "find", "history", "change", "version");

    private static final DescribedPredicate<JavaAccess<?>> CHANGES_MANIFESTS = DescribedPredicate.describe(
            "is something of the manifests that does more than read",
            access -> access.getTargetOwner().isEquivalentTo(Manifests.class) && !READING.contains(access.getName()));

    private static final ArchCondition<JavaClass> BE_IN_A_NULL_MARKED_PACKAGE = ArchCondition.from(
            DescribedPredicate.describe("be in a package that is @NullMarked", type -> type.getPackage()
                    .isAnnotatedWith(NullMarked.class)));

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
    void pagesAskNobodyOutside() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.apache.hc..")
                .check(console);
    }

    @Test
    void onlyOneClassChangesManifests() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Changes.class)
                .should()
                .accessTargetWhere(CHANGES_MANIFESTS)
                .check(console);
    }

    /** Or the rule about all others would be looking for something that is not there. */
    @Test
    void thatClassDoesChangeThem() {
        classes()
                .that()
                .belongToAnyOf(Changes.class)
                .should()
                .accessTargetWhere(CHANGES_MANIFESTS)
                .check(console);
    }

    @Test
    void featuresFormNoCircle() {
        slices().matching("aigateway.admin.(*)..").should().beFreeOfCycles().check(console);
    }

    /** The servers' timers follow the clock, and one that is set back by an hour would silence them for an hour. */
    @Test
    void workComesRoundByRoundsAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("jakarta\\.ejb\\.(Schedules?|Time.*)")
                .check(console);
    }

    /** In any other one nobody looks for what may be null. */
    @Test
    void everyPackageSaysWhatMayBeNull() {
        classes().should(BE_IN_A_NULL_MARKED_PACKAGE).check(console);
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
