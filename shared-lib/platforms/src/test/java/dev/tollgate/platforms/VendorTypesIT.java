package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.domain.agent.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The types that Microsoft and Notion publish for TypeScript, and the SDK of Adaptive Cards, judge
 * what is sent.
 */
@EnabledIf(value = "hasNode", disabledReason = "Node.js is not installed; the judges need it")
final class VendorTypesIT {
    private static final long LONGEST_MINUTES = 5;
    private static final String TYPES =
            """
            import type { IAdaptiveCard } from "@microsoft/teams.cards";
            import type { AppendBlockChildrenParameters, CreatePageParameters } from "@notionhq/client";
            type Append = Pick<AppendBlockChildrenParameters, "children">;
            """;

    @TempDir private static Path directory;

    static boolean hasNode() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "node")));
    }

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        var judges = PayloadFilesTest.DIRECTORY.resolve("../../shared-lib/platforms/src/test/node");
        for (var file : List.of("package.json", "package-lock.json", "cards.cjs")) {
            Files.copy(judges.resolve(file), directory.resolve(file));
        }
        var installed = run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        assertThat(installed.status()).as(installed.output()).isZero();
    }

    @Test
    void takeEveryPayload() throws IOException, InterruptedException {
        var checked = check(cards(), requests());

        assertThat(checked.status()).as(checked.output()).isZero();
    }

    @Test
    void refuseWhatIsNoCardAndNoPage() throws IOException, InterruptedException {
        var card = (ObjectNode) cards().getFirst();
        card.put("colour", "red");
        var page = (ObjectNode) requests().getFirst();
        ((ObjectNode) page.at("/children/0")).put("type", "shout");

        assertThat(check(List.of(card), List.of()).output())
                .contains("colour", "does not exist in type 'IAdaptiveCard'");
        assertThat(check(List.of(), List.of(page)).output()).contains("shout");
    }

    @Test
    void sayNothingAgainstAnyCard() throws IOException, InterruptedException {
        var file = directory.resolve("cards.json");
        Files.writeString(file, Samples.JSON.writeValueAsString(cards()));

        assertThat(run("node", "cards.cjs", file.toString())).isEqualTo(new Ran(0, ""));
    }

    @Test
    void complainOfACardWithAnActionThatDoesNotExist() throws IOException, InterruptedException {
        var card = (ObjectNode) cards().getFirst();
        ((ObjectNode) card.at("/actions/0")).put("type", "Action.Shout");
        var file = directory.resolve("wrong.json");
        Files.writeString(file, Samples.JSON.writeValueAsString(List.of(card)));

        assertThat(run("node", "cards.cjs", file.toString()).output()).contains("Action.Shout");
    }

    /** Of every kind of message, and of one that is split. */
    private static List<JsonNode> cards() {
        var agent = Samples.agent(Platform.TEAMS, PayloadFilesTest.config(Platform.TEAMS));
        var cards = new ArrayList<JsonNode>();
        messages()
                .map(message -> Samples.json(Courier.render(agent, message)))
                .forEach(all -> all.forEach(each -> cards.add(each.at("/attachments/0/content"))));
        return cards;
    }

    private static List<JsonNode> requests() {
        var agent = Samples.agent(Platform.NOTION, PayloadFilesTest.config(Platform.NOTION));
        var requests = new ArrayList<JsonNode>();
        messages()
                .map(message -> Samples.json(Courier.render(agent, message)))
                .forEach(all -> all.path("requests").forEach(requests::add));
        return requests;
    }

    private static Stream<Message> messages() {
        return Stream.concat(
                Samples.all().values().stream(),
                Stream.of(Samples.completed("line of text\n\n".repeat(1_900))));
    }

    private static Ran check(List<JsonNode> cards, List<JsonNode> requests)
            throws IOException, InterruptedException {
        var source = new StringBuilder(TYPES);
        int number = 0;
        for (var card : cards) {
            source.append(constant(number++, "IAdaptiveCard", card));
        }
        for (var request : requests) {
            var type = request.has("parent") ? "CreatePageParameters" : "Append";
            source.append(constant(number++, type, request));
        }
        Files.writeString(directory.resolve("payloads.ts"), source.toString());
        return run(
                "npx",
                "tsc",
                "--noEmit",
                "--strict",
                "--skipLibCheck",
                "--module",
                "nodenext",
                "--target",
                "es2022",
                "payloads.ts");
    }

    private static String constant(int number, String type, JsonNode value) {
        return "export const payload%d: %s = %s;\n".formatted(number, type, value);
    }

    private record Ran(int status, String output) {}

    private static Ran run(String... command) throws IOException, InterruptedException {
        var log = Files.createTempFile(directory, "command", ".log");
        var process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(List.of(command) + " did not end");
        }
        return new Ran(process.exitValue(), Files.readString(log));
    }
}
