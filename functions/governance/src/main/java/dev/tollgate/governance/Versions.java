package dev.tollgate.governance;

import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Problem;

/** What answers say about versions: the ETag, and that a version is not the current one. */
final class Versions {
    private Versions() {}

    static Answer tagged(Answer answer, int version) {
        return answer.with("ETag", "\"" + version + "\"");
    }

    /** {@code what} for example: The policy is. */
    static Answer stale(String what, int version) {
        var problem =
                Problem.of(
                        412,
                        "precondition_failed",
                        what
                                + " at version "
                                + version
                                + " now; read again and repeat the change on that.");
        return tagged(problem.answer(), version);
    }

    static Answer busy() {
        return Problem.of(409, "concurrent_change", "Others are changing the same; try again.")
                .answer()
                .with("Retry-After", "1");
    }
}
