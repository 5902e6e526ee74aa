package dev.tollgate.local.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tollgate.local.gateway.RunningGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Pastes every command of every document, in order, and sees that it does what it says. */
final class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("tollgate.root"));

    /** Sections that are followed as a whole by IncidentsTest and IncidentsIT. */
    private static final String PROCEDURE = "Incident: ";

    /** For commands that do not call the gate. */
    private static final int NONE = 0;

    /** Commands whose output is what jq picks out of an answer. */
    private static final Pattern FILTERS = Pattern.compile("^curl .*\\| jq ");

    /** What jq writes if it picks what is not there. */
    private static final Pattern NOTHING =
            Pattern.compile("(?s)\\s*|(?:.*\\n)?null\\n.*|.*(?:^|\\t|\\n)\\t.*");

    /** What a reader has, made only where it is used. */
    private static final Map<String, Function<Desk, String>> BROUGHT =
            Map.of(
                    "URL", Desk::url,
                    "ADMIN_PASSWORD", _ -> RunningGate.PASSWORD,
                    "TOKEN", Desk::token,
                    "KEY", Desk::token,
                    "REFRESH", Desk::refreshToken,
                    "AGENT_ID", Desk::agent,
                    "APPROVAL", Desk::approval,
                    "OTHER_APPROVAL", Desk::approval,
                    "USER_ID", desk -> desk.user("approver"),
                    "EXPORT", Desk::export);

    @TempDir private static Path scratch;
    private static Desk desk;
    private static List<Document> documents;

    /**
     * @param placeholders what stands for something that only the reader has
     * @param answers for commands with that text; all others are answered 200
     */
    private record Document(
            String file, Map<String, String> placeholders, Map<String, Integer> answers) {
        String text() {
            return read(ROOT.resolve(file));
        }

        int answer(Command command) {
            return answers.entrySet().stream()
                    .filter(answer -> command.text().contains(answer.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(200);
        }
    }

    @BeforeAll
    static void start() {
        assumeThat(Bash.missing("bash", "curl", "jq", "openssl"))
                .as("programs that are missing")
                .isEmpty();
        desk = new Desk();
        desk.fetchArchive(scratch);
        documents = documents();
    }

    @AfterAll
    static void stop() {
        if (desk != null) {
            desk.close();
        }
    }

    private static List<Document> documents() {
        return List.of(
                new Document(
                        "docs/deploy.md",
                        Map.of(
                                "\"password\":\"…\"",
                                "\"password\":\"" + RunningGate.PASSWORD + "\""),
                        Map.of()),
                new Document("docs/webhooks.md", Map.of(), Map.of("/api/webhooks", 201)),
                new Document(
                        "docs/inbound.md",
                        Map.of(
                                "\"inbound_secret\": \"…\"",
                                "\"inbound_secret\": \"" + Desk.SLACK_SECRET + "\"",
                                "agt_…",
                                desk.agent(),
                                "xoxb-…",
                                "xoxb-token"),
                        Map.of("/api/external-agents", 201)),
                new Document(
                        "docs/identity.md",
                        Map.of(
                                "\"password\": \"…\"",
                                "\"password\": \"correct horse battery\"",
                                "tgr_…",
                                desk.refreshToken()),
                        Map.of("/admin/users", 201, "aws secretsmanager", NONE)),
                new Document(
                        "docs/audit.md",
                        Map.of(
                                "./local-dev/audit-verify",
                                ROOT.resolve("local-dev/audit-verify").toString()),
                        Map.of(
                                "audit-verify", NONE,
                                "for seal in", NONE,
                                "-X POST \"$URL/admin/audit/exports\"", 202)),
                new Document(
                        "docs/approvals.md",
                        Map.of("agt_…", desk.slackAgent()),
                        Map.of("/accounts", 201)),
                new Document(
                        "docs/runbook.md",
                        Map.of("http://127.0.0.1:8080", desk.url()),
                        Map.of("URL=", NONE, "-X DELETE", 204)));
    }

    @TestFactory
    Stream<DynamicContainer> haveCommandsThatWork() {
        return documents.stream()
                .map(document -> DynamicContainer.dynamicContainer(document.file(), run(document)));
    }

    private static Stream<DynamicTest> run(Document document) {
        var bash = new Bash(scratch);
        var section = new AtomicReference<>("none yet");
        var commands =
                DocumentedCommands.in(document.text()).stream()
                        .filter(command -> !command.section().startsWith(PROCEDURE))
                        .toList();
        return commands.stream()
                .map(command ->
                        DynamicTest.dynamicTest(
                                command.text(),
                                () -> {
                                    var here = command.section();
                                    if (!section.getAndSet(here).equals(here)) {
                                        prepare(bash, inSection(commands, here));
                                    }
                                    var filled = command.with(document.placeholders());
                                    assertWorks(
                                            filled,
                                            document.answer(command),
                                            bash.run(filled.text()));
                                }));
    }

    private static String inSection(List<Command> commands, String section) {
        return commands.stream()
                .filter(command -> command.section().equals(section))
                .map(Command::text)
                .collect(Collectors.joining("\n"));
    }

    /** Who turns to a section of a document is signed in, and has what it is about. */
    private static void prepare(Bash bash, String commands) {
        bash.set("SECRETS_MANAGER", desk.secrets());
        BROUGHT.forEach((name, value) -> {
            if (commands.contains("$" + name)) {
                bash.set(name, value.apply(desk));
            }
        });
    }

    private static void assertWorks(Command command, int status, Bash.Outcome outcome) {
        assertThat(outcome.statuses())
                .as("%s", outcome)
                .isEqualTo(status == NONE ? List.of() : List.of(status));
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        if (FILTERS.matcher(command.text()).find()) {
            assertThat(outcome.output()).as("what jq finds").doesNotMatch(NOTHING);
        }
    }

    @Test
    void areAllPasted() throws IOException {
        try (var files = Files.walk(ROOT.resolve("docs"))) {
            var withCommands =
                    Stream.concat(Stream.of(ROOT.resolve("README.md")), files)
                            .filter(file -> file.toString().endsWith(".md"))
                            .filter(file -> !DocumentedCommands.in(read(file)).isEmpty())
                            .map(file -> ROOT.relativize(file).toString())
                            .toList();

            assertThat(documents)
                    .extracting(Document::file)
                    .containsExactlyInAnyOrderElementsOf(withCommands);
        }
    }

    @Test
    void haveWhatIsSaidOfThem() {
        for (var document : documents) {
            assertThat(
                            Stream.of(document.placeholders(), document.answers())
                                    .flatMap(it -> it.keySet().stream()))
                    .as(document.file())
                    .allMatch(document.text()::contains);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
