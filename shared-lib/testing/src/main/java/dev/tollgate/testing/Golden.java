package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Golden pairs: {@code events/<function>/<case>.request.json} is an event as API Gateway sends it,
 * {@code <case>.response.json} what the function answers. Events are read and answers written as
 * the Lambda runtime does. A body that is JSON stands in the response file as JSON, not as text.
 *
 * <p>With {@code -Dgolden.write=true} the responses are written instead of compared; read the
 * difference before committing it.
 */
public final class Golden {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REQUEST = ".request.json";

    private final Path directory;

    private Golden(Path directory) {
        this.directory = directory;
    }

    public static Golden of(String function) {
        return new Golden(Repository.file("events").resolve(function));
    }

    /** One test for each pair, each with a new function, so that cases do not see one another. */
    public <E, R> Stream<DynamicTest> replay(
            Class<E> event, Class<R> answer, Supplier<? extends RequestHandler<E, R>> function) {
        return cases().stream()
                .map(name ->
                        DynamicTest.dynamicTest(
                                name, () -> compare(name, event, answer, function.get())));
    }

    private <E, R> void compare(
            String name, Class<E> event, Class<R> answer, RequestHandler<E, R> function)
            throws IOException {
        var actual = readable(write(answer, function.handleRequest(request(name, event), CONTEXT)));
        var file = directory.resolve(name + ".response.json");
        if (Boolean.getBoolean("golden.write") && !expected(file).equals(Optional.of(actual))) {
            Files.writeString(file, actual.toPrettyString() + "\n");
        }

        // As trees: the order of fields means nothing.
        assertThat(expected(file)).contains(actual);
    }

    private static final TestContext CONTEXT = new TestContext();

    /** The event of a case, read as the Lambda runtime reads it. */
    public <E> E request(String name, Class<E> event) {
        try (InputStream file = Files.newInputStream(directory.resolve(name + REQUEST))) {
            return serializer(event).fromJson(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> cases() {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(REQUEST))
                    .map(name -> name.substring(0, name.length() - REQUEST.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> JsonNode write(Class<T> type, T value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        serializer(type).toJson(value, bytes);
        return JSON.readTree(bytes.toByteArray());
    }

    private static JsonNode readable(JsonNode answer) throws IOException {
        if (answer instanceof ObjectNode object
                && object.path("headers").path("Content-Type").asText().contains("json")) {
            object.set("body", JSON.readTree(object.path("body").asText()));
        }
        return answer;
    }

    private static Optional<JsonNode> expected(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(JSON.readTree(file.toFile())) : Optional.empty();
    }

    private static <T> PojoSerializer<T> serializer(Class<T> type) {
        return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, Golden.class.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
    }
}
