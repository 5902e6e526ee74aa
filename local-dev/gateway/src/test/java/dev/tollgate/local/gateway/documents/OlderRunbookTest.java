package dev.tollgate.local.gateway.documents;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.local.gateway.RunningGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that operators of the older gateway know by heart, typed at this one. Those that
 * would tell anybody what is only for operators are refused as they stand, and work with a token.
 */
final class OlderRunbookTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CALL = Pattern.compile("`(GET|POST) (/[^`]*)`");
    private static final String URL = "http://localhost:8080";
    private static final String WITH_TOKEN = " -H \"Authorization: Bearer $TOKEN\"";

    /** In the order of the runbook; a command that it gains needs a line here. */
    private static final List<Expected> EXPECTED =
            List.of(
                    new Expected("curl " + URL + "/health", Access.OPEN),
                    new Expected("curl " + URL + "/health/worker", Access.OPEN),
                    new Expected("curl " + URL + "/metrics", Access.NEEDS_A_TOKEN),
                    new Expected("TOKEN=", Access.OPEN),
                    new Expected("/admin/audit", Access.HAS_A_TOKEN),
                    new Expected("/admin/refresh", Access.OPEN),
                    new Expected("/admin/revoke", Access.HAS_A_TOKEN),
                    new Expected("curl " + URL + "/approvals", Access.NEEDS_A_TOKEN),
                    new Expected("/approvals/42/approve", Access.HAS_A_TOKEN),
                    new Expected("/approvals/42/reject", Access.HAS_A_TOKEN),
                    new Expected("curl " + URL + "/approvals/stream", Access.NEEDS_A_TOKEN),
                    new Expected("GET '" + URL + "/admin/audit?tail=500", Access.NEEDS_A_TOKEN),
                    new Expected("POST '" + URL + "/approvals/{id}/reject", Access.NEEDS_A_TOKEN));

    /** Name and type, as the runbook has them. */
    private static final Map<String, String> METRICS =
            Map.ofEntries(
                    entry("process_uptime_seconds", "gauge"),
                    entry("tool_calls_total", "counter"),
                    entry("tool_call_duration_seconds", "histogram"),
                    entry("tool_validation_errors_total", "counter"),
                    entry("approvals_queued_total", "counter"),
                    entry("worker_healthy", "gauge"),
                    entry("worker_pool_alive", "gauge"),
                    entry("worker_pool_size", "gauge"),
                    entry("scheduler_tasks_total", "gauge"),
                    entry("scheduler_runs_total", "counter"),
                    entry("scheduler_errors_total", "counter"),
                    entry("scheduler_run_duration_seconds", "histogram"));

    @TempDir private static Path scratch;
    private static Desk desk;

    private Bash bash;

    private enum Access {
        OPEN,
        HAS_A_TOKEN,
        NEEDS_A_TOKEN
    }

    private record Expected(String part, Access access) {}

    @BeforeAll
    static void start() {
        assumeThat(Bash.missing("bash", "curl", "jq")).as("programs that are missing").isEmpty();
        desk = new Desk();
    }

    @AfterAll
    static void stop() {
        if (desk != null) {
            desk.close();
        }
    }

    @BeforeEach
    void signIn() {
        bash = new Bash(scratch);
        bash.set("TOKEN", desk.token());
    }

    private static List<Command> commands() {
        try (var runbook = OlderRunbookTest.class.getResourceAsStream("older-runbook.md")) {
            var text = new String(runbook.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.concat(DocumentedCommands.in(text).stream(), inSentences(text)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a sentence tells to call, as the call that it means. */
    private static Stream<Command> inSentences(String text) {
        return CALL.matcher(text)
                .results()
                .map(call ->
                        new Command(
                                "",
                                "curl -X %s '%s%s'".formatted(call.group(1), URL, call.group(2))));
    }

    private static Command command(String part) {
        return commands().stream()
                .filter(command -> command.text().contains(part))
                .findFirst()
                .orElseThrow();
    }

    private static String filled(Command command) {
        return command.filled(
                        Map.of(
                                URL,
                                desk::url,
                                "<pass>",
                                () -> RunningGate.PASSWORD,
                                "<rt>",
                                desk::refreshToken,
                                "<token_to_revoke>",
                                desk::refreshToken,
                                "/42/",
                                () -> "/" + desk.approval() + "/",
                                "{id}",
                                desk::approval))
                .text();
    }

    private Bash.Outcome run(String command) {
        var outcome = bash.run(command);
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        return outcome;
    }

    /** What the command with that text is answered. */
    private JsonNode answer(String part) throws JsonProcessingException {
        var outcome = run(withToken(filled(command(part))));
        assertThat(outcome.statuses()).as("%s", outcome).containsExactly(200);
        return JSON.readTree(outcome.output());
    }

    private static String withToken(String command) {
        return command.contains(WITH_TOKEN.strip()) ? command : command + WITH_TOKEN;
    }

    @Test
    void hasTheCommandsThatAreExpected() {
        var commands = commands();

        assertThat(commands).hasSameSizeAs(EXPECTED);
        for (int i = 0; i < commands.size(); i++) {
            assertThat(commands.get(i).text()).contains(EXPECTED.get(i).part());
        }
    }

    @TestFactory
    Stream<DynamicTest> answersEachCommand() {
        var commands = commands();
        return IntStream.range(0, commands.size())
                .mapToObj(i ->
                        DynamicTest.dynamicTest(
                                commands.get(i).text(),
                                () -> assertAnswered(commands.get(i), EXPECTED.get(i).access())));
    }

    private void assertAnswered(Command command, Access access) {
        signIn();
        var asItStands = run(filled(command));
        if (access == Access.NEEDS_A_TOKEN) {
            assertThat(asItStands.statuses()).containsExactly(401);
            assertThat(asItStands.output()).isEqualTo("{\"message\":\"Unauthorized\"}");
        }
        var asDocumented =
                access == Access.NEEDS_A_TOKEN ? run(withToken(filled(command))) : asItStands;
        assertThat(asDocumented.statuses()).as("%s", asDocumented).containsExactly(200);
        if (access == Access.HAS_A_TOKEN) {
            bash.set("TOKEN", "nobody's");
            assertThat(run(filled(command)).statuses()).containsExactly(401);
        }
    }

    @Test
    void saysThatItIsWell() throws Exception {
        assertThat(answer("/health").toString()).isEqualTo("{\"status\":\"ok\"}");
        var worker = answer("/health/worker");
        assertThat(worker.path("worker_healthy").isBoolean()).isTrue();
        assertThat(worker.path("reason").asText()).contains("no sandbox");
    }

    @Test
    void hasTheMetricsOfTheRunbook() {
        var metrics = run(withToken(filled(command("/metrics")))).output();

        assertThat(METRICS)
                .allSatisfy((name, type) ->
                        assertThat(metrics).contains("# TYPE " + name + " " + type + "\n"));
    }

    @Test
    void signsIn() {
        run(filled(command("TOKEN=")));

        assertThat(bash.variable("TOKEN")).startsWith("ey");
        assertThat(desk.anyone().as(bash.variable("TOKEN")).get("/admin/users").status())
                .isEqualTo(200);
    }

    @Test
    void showsTheLastOfTheAudit() throws Exception {
        for (var audit : List.of(answer("/admin/audit"), answer("/admin/audit?tail=500"))) {
            assertThat(audit.findValuesAsText("action")).contains("admin.login");
            assertThat(audit.path("items").size()).isBetween(1, 500);
        }
    }

    @Test
    void renewsATokenOnce() throws Exception {
        var command = filled(command("/admin/refresh"));

        var renewed = JSON.readTree(run(command).output());

        assertThat(desk.anyone().as(renewed.path("token").asText()).get("/approvals").status())
                .isEqualTo(200);
        assertThat(run(command).statuses()).containsExactly(401);
    }

    @Test
    void revokesAToken() throws Exception {
        var refresh = desk.refreshToken();
        var command =
                command("/admin/revoke")
                        .with(Map.of(URL, desk.url(), "<token_to_revoke>", refresh))
                        .text();

        var answer = JSON.readTree(run(command).output());

        assertThat(answer.path("revoked").asBoolean()).isTrue();
        assertThat(desk.anyone().post("/admin/refresh", refresh(refresh)).status()).isEqualTo(401);
    }

    private static String refresh(String token) {
        return "{\"refresh_token\": \"" + token + "\"}";
    }

    @Test
    void decidesOnApprovals() throws Exception {
        var approved = answer("/approve");
        var rejected = answer("/reject");

        assertThat(approved.path("status").asText()).isIn("approved", "executing", "done");
        assertThat(rejected.path("status").asText()).isEqualTo("rejected");
        var waiting = desk.approval();
        var listed = run("curl " + desk.url() + "/approvals" + WITH_TOKEN);
        assertThat(listed.output())
                .contains(waiting)
                .doesNotContain(approved.path("id").asText(), rejected.path("id").asText());
    }

    @Test
    void tellsWhatBecomesOfApprovals() {
        var waiting = desk.approval();

        var told = run(withToken(filled(command("/approvals/stream"))) + " -H 'Last-Event-ID: 0'");

        assertThat(told.output()).contains("id: 1\n").contains(waiting);
    }

    @Test
    void putsAStolenTokenOutOfUse() {
        var id = desk.create("robbed", "operator");
        var stolen = desk.signIn("robbed");
        var owner = desk.owner();

        owner.post("/admin/revoke-all", "{\"user_id\": \"" + id + "\"}").expect(200);
        owner.post("/admin/users/" + id + "/password", "{\"new_password\": \"another long one\"}")
                .expect(200, 204);

        assertThat(
                        desk.anyone()
                                .post(
                                        "/admin/refresh",
                                        refresh(stolen.path("refresh_token").asText()))
                                .status())
                .isEqualTo(401);
        assertThat(signIn("robbed", Desk.USERS_PASSWORD)).isEqualTo(401);
        assertThat(signIn("robbed", "another long one")).isEqualTo(200);
    }

    private static int signIn(String user, String password) {
        return desk.anyone()
                .post(
                        "/admin/login",
                        "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(user, password))
                .status();
    }
}
