package dev.tollgate.local.localstack;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Skips tests where there is no Docker engine, and says so. */
final class DockerEngine implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Shared.RESULT;
    }

    /** Looked for once, for all tests. */
    private static final class Shared {
        static final ConditionEvaluationResult RESULT = look();

        private static ConditionEvaluationResult look() {
            return DockerClientFactory.instance().isDockerAvailable()
                    ? ConditionEvaluationResult.enabled("there is a Docker engine")
                    : ConditionEvaluationResult.disabled(
                            "no Docker engine: neither DOCKER_HOST nor the usual sockets answer");
        }
    }
}
