package dev.tollgate.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lambda.Route;
import dev.tollgate.testing.Repository;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A parser that many generators of clients stand on reads the document. */
final class ParserTest {
    @Test
    void readsItWithoutAWord() throws IOException {
        var options = new ParseOptions();
        options.setResolve(true);
        options.setValidateInternalRefs(true);

        var read =
                new OpenAPIV3Parser()
                        .readContents(
                                Files.readString(Repository.file("docs/openapi.json")),
                                List.of(),
                                options);

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.isOpenapi31()).isTrue();
        assertThat(
                        read.getOpenAPI().getPaths().values().stream()
                                .mapToInt(ParserTest::operations)
                                .sum())
                .isEqualTo(Route.values().length);
    }

    /** It would not be much of a judge otherwise. */
    @Test
    void complainsOfWhatIsMissing() {
        var read =
                new OpenAPIV3Parser()
                        .readContents(
                                "{\"openapi\": \"3.1.1\", \"info\": {\"title\": \"x\"},"
                                        + " \"paths\": {\"/a\": {\"get\": {\"x\": 1}}}}",
                                List.of(),
                                new ParseOptions());

        assertThat(read.getMessages()).isNotEmpty();
    }

    private static int operations(PathItem path) {
        return path.readOperations().size();
    }
}
