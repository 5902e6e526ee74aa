package dev.tollgate.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.tollgate.lambda.Route;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What belongs together in the document does. */
final class ReferencesTest {
    private final JsonNode document = Judge.ofTheFile().document();

    @Test
    void leadToComponentsAndToAllOfThem() {
        var referred = new TreeSet<String>();
        document.findValues("$ref").forEach(ref -> referred.add(ref.asText()));

        var there = new TreeSet<String>();
        for (var kind : new String[] {"headers", "responses", "schemas"}) {
            document.path("components")
                    .path(kind)
                    .fieldNames()
                    .forEachRemaining(name -> there.add("#/components/" + kind + "/" + name));
        }
        assertThat(referred).isEqualTo(there);
    }

    @Test
    void ofOperationsAreTheRoutes() {
        var keys = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .fieldNames()
                                .forEachRemaining(method ->
                                        keys.add(
                                                method.toUpperCase(java.util.Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));

        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Route.values()).map(Route::key).toList());
    }

    @Test
    void ofOperationsAreOneOfAKind() {
        assertThat(document.findValues("operationId"))
                .hasSize(Route.values().length)
                .doesNotHaveDuplicates();
    }

    @Test
    void ofPathsNameEveryPart() {
        for (var route : Route.values()) {
            var named = new TreeSet<String>();
            for (var parameter : Judge.ofTheFile().operation(route.key()).path("parameters")) {
                if (parameter.path("in").asText().equals("path")) {
                    named.add("{" + parameter.path("name").asText() + "}");
                }
            }
            assertThat(route.path().split("/", -1))
                    .as(route.key())
                    .filteredOn(part -> part.startsWith("{"))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    /** By the schema of schemas itself. */
    @TestFactory
    Stream<DynamicTest> areToSchemas() {
        var schemas =
                SchemaRegistry.withDialect(Dialects.getDraft202012())
                        .getSchema(
                                SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        return document.path("components").path("schemas").properties().stream()
                .map(schema ->
                        DynamicTest.dynamicTest(
                                schema.getKey(),
                                () -> assertThat(schemas.validate(schema.getValue())).isEmpty()));
    }
}
