package dev.tollgate.local.gateway.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A git work tree: its sources are what git tracks, and what it would if it were added. */
record Checkout(Path root) {
    sealed interface Sources {
        record Files(List<Path> relative) implements Sources {
            public Files {
                relative = List.copyOf(relative);
            }
        }

        /** The checkout is none: a downloaded archive, or git is missing. */
        record Unknown(String reason) implements Sources {}
    }

    Sources sources() throws IOException, InterruptedException {
        var command =
                new ProcessBuilder(
                                "git",
                                "ls-files",
                                "-z",
                                "--cached",
                                "--others",
                                "--exclude-standard")
                        .directory(root.toFile())
                        .redirectErrorStream(true);
        // Set where git runs us, as from a hook; they may name another repository.
        command.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        String output;
        int status;
        try {
            var git = command.start();
            output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            status = git.waitFor();
        } catch (IOException e) {
            return new Sources.Unknown("git cannot be run: " + e.getMessage());
        }
        return status == 0
                ? new Sources.Files(List.of(output.split("\0")).stream().map(Path::of).toList())
                : new Sources.Unknown(root + " is not a git work tree: " + output.strip());
    }

    /** Those that are there; one that was removed and not committed is still named by git. */
    void copy(Sources.Files sources, Path target) throws IOException {
        for (var relative : sources.relative()) {
            var file = root.resolve(relative);
            if (Files.isRegularFile(file)) {
                Files.createDirectories(target.resolve(relative).resolveSibling("."));
                Files.copy(file, target.resolve(relative));
            }
        }
    }
}
