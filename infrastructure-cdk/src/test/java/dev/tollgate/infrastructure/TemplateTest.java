package dev.tollgate.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whole templates, so that whoever changes the app sees what changes in the account. */
@NeedsNode
final class TemplateTest {
    @TestFactory
    Stream<DynamicTest> isAsItWasRead() {
        return Synthesised.USUAL.templates().entrySet().stream()
                .map(stack ->
                        DynamicTest.dynamicTest(
                                stack.getKey(),
                                () ->
                                        GoldenText.compare(
                                                stack.getKey() + ".json",
                                                stable(stack.getValue()))));
    }

    /** Without what changes with every line of the functions' code, and without nag's reasons. */
    private static String stable(JsonNode template) {
        var copy = (ObjectNode) template.deepCopy();
        copy.remove("Parameters");
        copy.remove("Rules");
        copy.path("Resources").forEach(resource -> ((ObjectNode) resource).remove("Metadata"));
        return copy.toPrettyString()
                        .replaceAll("\"[0-9a-f]{64}\\.zip\"", "\"<hash of the package>.zip\"")
                        .replaceAll("(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}", "$1<hash>")
                + "\n";
    }
}
