package dev.tollgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lambda.LambdaFunction;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class FunctionsTest {
    @Test
    void runsEveryFunctionOfTheDeploymentUnderItsHandler() {
        var here =
                Functions.ALL.stream()
                        .map(function -> function.code().getName() + "::handleRequest")
                        .toList();

        assertThat(here)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(LambdaFunction.values())
                                .map(LambdaFunction::handler)
                                .toList());
    }
}
