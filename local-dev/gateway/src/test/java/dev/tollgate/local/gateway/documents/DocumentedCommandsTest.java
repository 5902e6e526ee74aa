package dev.tollgate.local.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class DocumentedCommandsTest {
    @Test
    void takesFencedBlocksOfBashAndNoOthers() {
        var document =
                """
                ## Health
                ```bash
                # Is it there?
                curl a

                jq . b
                ```
                ```json
                curl c
                ```
                """;

        assertThat(DocumentedCommands.in(document))
                .containsExactly(new Command("Health", "curl a"), new Command("Health", "jq . b"));
    }

    @Test
    void takesIndentedCallsAndVariablesAndCallsInASentence() {
        var document =
                """
                ### Both
                Set once:

                    URL=a
                    curl "$URL"

                    {"curl": 1}
                and

                    GET /not
                    curl none
                - then

                      curl deep
                4. or `curl b | jq .` and `curl c`, not `jq`.
                """;

        assertThat(DocumentedCommands.in(document))
                .extracting(Command::text)
                .containsExactly("URL=a", "curl \"$URL\"", "curl deep", "curl b | jq .", "curl c");
    }

    @Test
    void joinsLinesThatGoOn() {
        var document =
                """
                    curl a \\
                      -d 'it\\'
                    curl b -d '{
                      "c": "\\""}'
                    curl d -d "{\\"e\\":
                      'f}"
                """;

        assertThat(DocumentedCommands.in(document))
                .extracting(Command::text)
                .containsExactly(
                        "curl a \\\n-d 'it\\'",
                        "curl b -d '{\n\"c\": \"\\\"\"}'",
                        "curl d -d \"{\\\"e\\\":\n'f}\"");
    }

    @Test
    void fillsInPlaceholders() {
        var command = new Command("", "curl http://localhost/approvals/42 -d <pass>");

        assertThat(command.with(Map.of("42", "apr_1", "<pass>", "word")).text())
                .isEqualTo("curl http://localhost/approvals/apr_1 -d word");
    }
}
