package dev.tollgate.local.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** A section of the runbook that is followed step by step: each command as it stands there. */
final class Procedure {
    private final Bash bash;
    private final Queue<Command> left;

    private Procedure(Bash bash, List<Command> commands) {
        this.bash = bash;
        this.left = new ArrayDeque<>(commands);
    }

    static Procedure of(String section, Bash bash) {
        return new Procedure(
                bash,
                DocumentedCommands.in(runbook()).stream()
                        .filter(command -> command.section().equals(section))
                        .toList());
    }

    private static String runbook() {
        try {
            return Files.readString(Repository.file("docs/runbook.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The output of the next command, which has that in it and is answered 200. */
    String run(String part) {
        return run(part, 200);
    }

    String run(String part, int status) {
        return run(part, List.of(status));
    }

    /** One that calls no gate. */
    String runHere(String part) {
        return run(part, List.of());
    }

    private String run(String part, List<Integer> statuses) {
        var command = left.remove();
        assertThat(command.text()).as("the next command").contains(part);
        var outcome = bash.run(command.text());
        assertThat(outcome.statuses()).as("%s: %s", command.text(), outcome).isEqualTo(statuses);
        assertThat(outcome.exit()).as("%s: %s", command.text(), outcome).isZero();
        return outcome.output().strip();
    }

    void assertDone() {
        assertThat(left).as("commands that were not run").isEmpty();
    }
}
