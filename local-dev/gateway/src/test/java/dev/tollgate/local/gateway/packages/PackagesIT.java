package dev.tollgate.local.gateway.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lambda.LambdaFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each function's zip holds what the function uses, and is as small as that allows. */
final class PackagesIT {
    private static final Path ROOT = Path.of(System.getProperty("tollgate.root"));
    private static final Path LISTS = ROOT.resolve("local-dev/gateway/src/test/resources/packages");

    private static final String REVIEW =
            """
            If the difference is meant, write the lists anew, and look at what changed: \
            ./mvnw -q -pl local-dev/gateway -am verify -Dtest=none -Dit.test=PackagesIT \
            -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
            -Dgolden.write=true\
            """;

    /** Of tests, of the local gate, and of what must not be shipped. */
    private static final List<String> FOREIGN =
            List.of(
                    "dev/tollgate/testing/",
                    "dev/tollgate/local/",
                    "com/amazonaws/services/dynamodbv2/local/",
                    "org/elasticmq/",
                    "org/junit/",
                    "org/assertj/");

    @BeforeAll
    static void writeTheListsIfAsked() throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            for (var function : LambdaFunction.values()) {
                PackageList.of(zip(function)).write(list(function));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhatIsListedAndNothingElse(LambdaFunction function) {
        assertThat(PackageList.entries(zip(function)))
                .as(REVIEW)
                .containsExactlyElementsOf(PackageList.read(list(function)).entries());
    }

    @ParameterizedTest
    @EnumSource
    void isNoLargerThanItsBound(LambdaFunction function) throws IOException {
        assertThat(Files.size(zip(function)))
                .as(REVIEW)
                .isLessThanOrEqualTo(PackageList.read(list(function)).mostBytes());
    }

    @ParameterizedTest
    @EnumSource
    void holdsOneHandlerItsOwn(LambdaFunction function) {
        var handlers = Arrays.stream(LambdaFunction.values()).map(PackagesIT::handler).toList();

        assertThat(Content.of(zip(function)).classes().stream().filter(handlers::contains))
                .containsExactly(handler(function));
    }

    @ParameterizedTest
    @EnumSource
    void holdsNothingOfTestsAndOfTheLocalGate(LambdaFunction function) {
        var classes = Content.of(zip(function)).classes().stream();

        assertThat(classes.filter(name -> FOREIGN.stream().anyMatch(name::startsWith))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void holdsEachClassOnce(LambdaFunction function) {
        var classes = Content.of(zip(function)).classes().stream();
        var seen = new HashSet<String>();

        assertThat(classes.filter(name -> !seen.add(name))).isEmpty();
    }

    private static String handler(LambdaFunction function) {
        return function.handler().replaceFirst("::.*", "").replace('.', '/') + ".class";
    }

    private static Path list(LambdaFunction function) {
        return LISTS.resolve(function.id() + ".txt");
    }

    private static Path zip(LambdaFunction function) {
        return ROOT.resolve("functions/%1$s/target/%1$s.zip".formatted(function.id()));
    }
}
