package dev.tollgate.domain.policy.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a JSON object, none of them unknown. */
final class Fields {
    private final Node node;
    private final Map<?, ?> object;
    private final List<String> accepted;

    private Fields(Node node, Map<?, ?> object, List<String> accepted) {
        this.node = node;
        this.object = object;
        this.accepted = accepted;
    }

    static Fields of(Node node, Map<?, ?> object, List<String> accepted) {
        for (Object name : object.keySet()) {
            if (!accepted.contains(name)) {
                throw new MalformedPolicy(
                        place(node, String.valueOf(name)),
                        "unknown field; accepted here: " + String.join(", ", accepted));
            }
        }
        return new Fields(node, object, accepted);
    }

    Node required(String name) {
        return optional(name)
                .orElseThrow(
                        () -> new MalformedPolicy(place(node, name), "missing; it is required"));
    }

    Optional<Node> optional(String name) {
        if (!accepted.contains(name)) {
            throw new IllegalStateException("reads " + name + ", which it refuses");
        }
        return object.containsKey(name)
                ? Optional.of(new Node(place(node, name), object.get(name)))
                : Optional.empty();
    }

    private static String place(Node node, String name) {
        return node.pointer() + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
