package dev.tollgate.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** The templates of a deployment, as {@code npx cdk synth} writes them, and what they mean. */
final class Synthesised {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** With nothing decided by whoever deploys. */
    static final Synthesised USUAL = of(Map.of());

    private final Map<String, JsonNode> templates;

    private Synthesised(Map<String, JsonNode> templates) {
        this.templates = templates;
    }

    static Synthesised of(Map<String, Object> context) {
        try {
            var directory = Files.createTempDirectory("tollgate-synth-");
            var app =
                    new App(
                            AppProps.builder()
                                    .outdir(directory.toString())
                                    .context(context)
                                    .analyticsReporting(false)
                                    .build());
            Deployment.of(app, Settings.of(app.getNode()), new Packages(Checkout.root()));
            app.synth();
            try (var files = Files.list(directory)) {
                return new Synthesised(
                        files.filter(file -> file.toString().endsWith(".template.json"))
                                .collect(
                                        Collectors.toMap(
                                                Synthesised::stackName,
                                                Synthesised::read,
                                                (a, _) -> a,
                                                TreeMap::new)));
            } finally {
                remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String stackName(Path file) {
        return file.getFileName().toString().replace(".template.json", "");
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, JsonNode> templates() {
        return templates;
    }

    /** A resource of a template. */
    record Resource(String id, JsonNode json) {
        JsonNode properties() {
            return json.path("Properties");
        }
    }

    /** Those of a type, in all stacks. */
    List<Resource> resources(String type) {
        return templates.values().stream()
                .flatMap(template -> template.path("Resources").properties().stream())
                .filter(entry -> entry.getValue().path("Type").asText().equals(type))
                .map(entry -> new Resource(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The one of a type that has the name. */
    Resource named(String type, String property, String name) {
        return resources(type).stream()
                .filter(it -> text(it.properties().path(property)).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " called " + name));
    }

    /** The elements of an array, or the one value where there is no array, or nothing. */
    static Stream<JsonNode> values(JsonNode oneOrMany) {
        if (oneOrMany.isMissingNode()) {
            return Stream.empty();
        }
        return oneOrMany.isArray()
                ? StreamSupport.stream(oneOrMany.spliterator(), false)
                : Stream.of(oneOrMany);
    }

    /** A function's name as the template has it, by the id of its module. */
    static String functionName(String id) {
        return "tollgate-" + id;
    }

    /**
     * A value with everything filled in that CloudFormation would fill in: resources by their
     * names, or by their ids where they have none.
     */
    String text(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        if (value.has("Fn::Join")) {
            var join = value.path("Fn::Join");
            return values(join.path(1))
                    .map(this::text)
                    .collect(Collectors.joining(join.path(0).asText()));
        }
        if (value.has("Fn::Select")) {
            var select = value.path("Fn::Select");
            var split = select.path(1).path("Fn::Split");
            var parts = text(split.path(1)).split(split.path(0).asText(), -1);
            return parts[select.path(0).asInt()];
        }
        if (value.has("Ref")) {
            return reference(value.path("Ref").asText(), "Ref");
        }
        if (value.has("Fn::GetAtt")) {
            var attribute = value.path("Fn::GetAtt");
            return reference(attribute.path(0).asText(), attribute.path(1).asText());
        }
        if (value.has("Fn::ImportValue")) {
            return text(exported(value.path("Fn::ImportValue").asText()));
        }
        if (value.isMissingNode()) {
            return "";
        }
        throw new AssertionError("not understood: " + value);
    }

    private String reference(String id, String attribute) {
        return switch (id) {
            case "AWS::Region" -> "eu-central-1";
            case "AWS::AccountId" -> "111122223333";
            case "AWS::Partition" -> "aws";
            case "AWS::URLSuffix" -> "amazonaws.com";
            default -> resource(id, attribute);
        };
    }

    private String resource(String id, String attribute) {
        var found =
                templates.values().stream()
                        .map(template -> template.path("Resources").path(id))
                        .filter(JsonNode::isObject)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no resource " + id));
        var properties = found.path("Properties");
        return switch (found.path("Type").asText()) {
            case "AWS::SQS::Queue" -> {
                var name = properties.path("QueueName").asText();
                yield switch (attribute) {
                    case "Ref" -> "https://sqs.eu-central-1.amazonaws.com/111122223333/" + name;
                    case "Arn" -> "arn:aws:sqs:eu-central-1:111122223333:" + name;
                    default -> name;
                };
            }
            case "AWS::SNS::Topic" ->
                    "arn:aws:sns:eu-central-1:111122223333:"
                            + properties.path("TopicName").asText();
            case "AWS::Lambda::Function" -> properties.path("FunctionName").asText();
            case "AWS::Lambda::Alias" ->
                    "arn:aws:lambda:eu-central-1:111122223333:function:"
                            + text(properties.path("FunctionName"))
                            + ":"
                            + properties.path("Name").asText();
            case "AWS::Logs::LogGroup" -> properties.path("LogGroupName").asText(id);
            case "AWS::KMS::Key" -> "arn:aws:kms:eu-central-1:111122223333:key/" + id;
            case "AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::ServerlessCache" ->
                    attribute.endsWith("Port") ? "6379" : "counters.example.com";
            default -> id;
        };
    }

    private JsonNode exported(String name) {
        return templates.values().stream()
                .flatMap(template -> template.path("Outputs").properties().stream())
                .map(Map.Entry::getValue)
                .filter(output -> output.at("/Export/Name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no export " + name))
                .path("Value");
    }
}
