package dev.tollgate.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.rehearsal.CannedHttp;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What DynamoDB would say at a rehearsal: it keeps rows that are put and shows them when they are
 * asked for by their key or their table. It knows no condition, no index and no page, so it proves
 * nothing; it makes the code around it run.
 */
final class RehearsedTables implements CannedHttp.Answers {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SET = Pattern.compile("(\\w+) = (:\\w+)");

    private final Map<String, ObjectNode> rows = new TreeMap<>();

    @Override
    public synchronized String to(String operation, String request) {
        try {
            return answer(operation, JSON.readTree(request)).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a request to DynamoDB", e);
        }
    }

    private ObjectNode answer(String operation, JsonNode request) {
        var answer = JSON.createObjectNode();
        switch (operation) {
            case "GetItem" ->
                    Optional.ofNullable(rows.get(place(request, request.path("Key"))))
                            .ifPresent(row -> answer.set("Item", row));
            case "BatchGetItem" -> batch(request.path("RequestItems"), answer);
            case "Query" -> query(request.path("TableName").asText(), answer);
            case "PutItem" -> put(request);
            case "UpdateItem" -> answer.set("Attributes", update(request));
            case "TransactWriteItems" ->
                    request.path("TransactItems")
                            .forEach(write -> {
                                if (write.has("Put")) {
                                    put(write.path("Put"));
                                }
                            });
            default -> {}
        }
        return answer;
    }

    private void batch(JsonNode tables, ObjectNode answer) {
        answer.putObject("UnprocessedKeys");
        var found = answer.putObject("Responses");
        tables.fieldNames()
                .forEachRemaining(table -> {
                    var items = found.putArray(table);
                    for (var key : tables.path(table).path("Keys")) {
                        Optional.ofNullable(rows.get(place(table, key))).ifPresent(items::add);
                    }
                });
    }

    private void query(String table, ObjectNode answer) {
        var items = answer.putArray("Items");
        rows.forEach((place, row) -> {
            // The rows beside the proper ones, such as #count, are not in any query.
            if (place.startsWith(table + " ") && !place.contains("#")) {
                items.add(row);
            }
        });
        answer.put("Count", items.size()).put("ScannedCount", items.size());
    }

    private void put(JsonNode request) {
        rows.put(place(request, request.path("Item")), request.path("Item").deepCopy());
    }

    private ObjectNode update(JsonNode request) {
        ObjectNode row = request.path("Key").deepCopy();
        Optional.ofNullable(rows.get(place(request, row))).ifPresent(row::setAll);
        var values = request.path("ExpressionAttributeValues");
        var set = SET.matcher(request.path("UpdateExpression").asText());
        while (set.find()) {
            row.set(set.group(1), values.path(set.group(2)));
        }
        rows.put(place(request, row), row);
        return row;
    }

    private static String place(JsonNode request, JsonNode key) {
        return place(request.path("TableName").asText(), key);
    }

    private static String place(String table, JsonNode key) {
        return "%s %s %s".formatted(table, key.at("/pk/S").asText(), key.at("/sk/S").asText());
    }
}
