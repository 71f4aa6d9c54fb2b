package aigateway.otlp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What holds for every class of this module, whoever writes it. */
class HouseRulesTest {

    private static final DescribedPredicate<JavaClass> RECORDS_AND_ENUMS = DescribedPredicate.describe(
            "records and enums of their own", type -> type.isTopLevelClass() && (type.isRecord() || type.isEnum()));

    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPath("target/classes");

    @Test
    void featuresFormNoCircle() {
        slices().matching("aigateway.otlp.(*)..").should().beFreeOfCycles().check(module);
    }

    @Test
    void factsKnowNoContainer() {
        noClasses()
                .that(RECORDS_AND_ENUMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ejb..", "jakarta.persistence..", "jakarta.ws.rs..", "jakarta.jms..", "jakarta.faces..")
                .allowEmptyShould(true)
                .check(module);
    }

    @Test
    void deliveryKnowsNeitherDatabaseNorModels() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "jakarta.persistence..",
                        "aigateway.web..",
                        "aigateway.admin..",
                        "aigateway.routing..",
                        "aigateway.budget..",
                        "aigateway.ratelimit..")
                .check(module);
    }

    @Test
    void namesSayWhatAClassIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Impl|Manager|Helper|Utils?|Dto|VO)")
                .check(module);
    }
}
