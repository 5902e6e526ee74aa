package dev.tollgate.local.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tollgate.lambda.Environment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/** Who may know whom, in all of the code. */
@AnalyzeClasses(packages = "dev.tollgate", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String LOCAL = "dev.tollgate.local..";
    private static final String[] FUNCTIONS = {
        "dev.tollgate.registration..",
        "dev.tollgate.invocation..",
        "dev.tollgate.governance..",
        "dev.tollgate.approvals..",
        "dev.tollgate.admin..",
        "dev.tollgate.authorizer..",
        "dev.tollgate.delivery..",
        "dev.tollgate.maintenance..",
        "dev.tollgate.alarms.."
    };

    @ArchTest
    static final ArchRule domainKnowsOnlyTheJdk =
            classes()
                    .that()
                    .resideInAPackage("dev.tollgate.domain..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.tollgate.domain..",
                            "java..",
                            "org.jspecify..",
                            "com.google.re2j..");

    @ArchTest
    static final ArchRule sharedCodeKnowsNoFunction =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(LOCAL)
                    .and(resideInAnyPackage(FUNCTIONS).negate())
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(FUNCTIONS);

    @ArchTest
    static final ArchRule functionsDoNotKnowEachOther =
            slices().matching(
                            "dev.tollgate.(registration|invocation|governance|approvals|admin|authorizer|delivery|maintenance|alarms)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule onlyLocalDevKnowsLocalDev =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(LOCAL)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(LOCAL);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.tollgate.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule functionsShowTheirEntryPointOnly =
            classes()
                    .that()
                    .resideInAnyPackage(FUNCTIONS)
                    .and()
                    .areTopLevelClasses()
                    .and()
                    .haveSimpleNameNotEndingWith("Function")
                    .should()
                    .notBePublic();

    @ArchTest
    static final ArchRule entryPointsAreFinal =
            classes()
                    .that()
                    .resideInAnyPackage(FUNCTIONS)
                    .and()
                    .haveSimpleNameEndingWith("Function")
                    .should()
                    .haveModifier(JavaModifier.FINAL)
                    .andShould()
                    .bePublic();

    @ArchTest
    static final ArchRule environmentIsReadInOnePlace =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(Environment.class)
                    .should()
                    .callMethod(System.class, "getenv")
                    .orShould()
                    .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule timeComesFromAnInstantSource =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(LocalDateTime.class, "now")
                    .orShould()
                    .callMethod(ZonedDateTime.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre =
            noClasses()
                    .should()
                    .haveNameMatching(".*\\.(util|utils|common|commons|helper|impl|misc)\\..*")
                    .orShould()
                    .haveNameMatching(
                            ".*\\.(Abstract|Base)[A-Z][^.]*|.*(Impl|Util|Utils|Helper|Helpers)$")
                    .orShould()
                    .haveNameMatching(".*(?<!Secrets)Manager$");

    @ArchTest
    static final ArchRule awsStaysInItsAdapters =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.tollgate.archive..",
                            "dev.tollgate.dynamodb..",
                            "dev.tollgate.secrets..",
                            "dev.tollgate.queue..",
                            "dev.tollgate.redis..",
                            "dev.tollgate.rehearsal..",
                            LOCAL)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon.awssdk..");

    /** An entry point may hand a client from one adapter to another, and does no more with it. */
    @ArchTest
    static final ArchRule redisStaysInItsAdapter =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.tollgate.redis..")
                    .and()
                    .haveSimpleNameNotEndingWith("Function")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("redis.clients..");

    @ArchTest
    static final ArchRule nothingPrints =
            noClasses().that().resideOutsideOfPackage(LOCAL).should(ACCESS_STANDARD_STREAMS);
}
