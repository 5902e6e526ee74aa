package dev.tollgate.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** With {@code -Dgolden.write=true} the document is written instead of compared. */
final class DocumentTest {
    @Test
    void isTheFile() throws IOException {
        var file = Repository.file("docs/openapi.json");
        var expected = new Document(Repository.file("events")).text();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, expected);
        }

        assertThat(file)
                .as("docs/openapi.json is made by this test with -Dgolden.write=true")
                .content()
                .isEqualTo(expected);
    }
}
