package dev.tollgate.local.gateway.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A shell that keeps its variables from one command to the next, as a reader's does. */
final class Bash {
    private static final int PATIENCE_SECONDS = 60;
    private static final Pattern ASSIGNED = Pattern.compile("(?m)^([A-Z_]+)=");
    private static final Pattern STATUS = Pattern.compile("<status ([0-9]{3})>");

    /**
     * curl itself says the status, on the one channel that no pipe of a document takes. What the
     * AWS command line is asked for is a request to the Secrets Manager of this machine.
     */
    private static final String BEFORE =
            """
            set -o pipefail
            curl() { command curl --write-out '%{stderr}<status %{http_code}>' "$@"; }
            aws() {
              [ "$1 $2 $3 $5" = 'secretsmanager put-secret-value --secret-id --secret-string' ] &&
              jq -n --arg id "$4" --arg text "$6" '{SecretId: $id, SecretString: $text}' |
              command curl -sSf "$SECRETS_MANAGER" -H 'X-Amz-Target: secretsmanager.PutSecretValue' -d @-
            }
            """;

    private final Path scratch;
    private final Map<String, String> variables = new LinkedHashMap<>();

    Bash(Path scratch) {
        this.scratch = scratch;
    }

    /**
     * @param statuses of the answers, in the order of the calls
     * @param errors what was said besides
     */
    record Outcome(int exit, List<Integer> statuses, String output, String errors) {
        Outcome {
            statuses = List.copyOf(statuses);
        }
    }

    /** Which of those programs this machine has not. */
    static List<String> missing(String... programs) {
        var missing = new ArrayList<String>();
        for (var program : programs) {
            if (!has(program)) {
                missing.add(program);
            }
        }
        return missing;
    }

    private static boolean has(String program) {
        return Pattern.compile(Pattern.quote(System.getProperty("path.separator")))
                .splitAsStream(path())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static String path() {
        return System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    void set(String variable, String value) {
        variables.put(variable, value);
    }

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    Outcome run(String command) {
        var assigned =
                ASSIGNED.matcher(command)
                        .results()
                        .map(match -> match.group(1))
                        .distinct()
                        .toList();
        var script = new StringBuilder(BEFORE).append(command).append("\ncame=$?\n");
        assigned.forEach(name -> script.append("printf %s \"$" + name + "\" > " + name + "\n"));
        try {
            var outcome = run(new ProcessBuilder("bash", "-c", script.append("exit $came") + ""));
            for (var name : assigned) {
                variables.put(name, Files.readString(scratch.resolve(name)));
            }
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command ran", e);
        }
    }

    private Outcome run(ProcessBuilder bash) throws IOException, InterruptedException {
        var output = Files.createTempFile(scratch, "output", "");
        var errors = Files.createTempFile(scratch, "errors", "");
        bash.environment().clear();
        bash.environment().putAll(variables);
        bash.environment().put("PATH", path());
        bash.environment().put("LC_ALL", "C.UTF-8");
        var process =
                bash.directory(scratch.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            throw new IllegalStateException("still runs after " + PATIENCE_SECONDS + " s");
        }
        var said = Files.readString(errors, StandardCharsets.UTF_8);
        var statuses =
                STATUS.matcher(said)
                        .results()
                        .map(match -> Integer.valueOf(match.group(1)))
                        .toList();
        return new Outcome(
                process.exitValue(),
                statuses,
                Files.readString(output, StandardCharsets.UTF_8),
                STATUS.matcher(said).replaceAll(""));
    }
}
