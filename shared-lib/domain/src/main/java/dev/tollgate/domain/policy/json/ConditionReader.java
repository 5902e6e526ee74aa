package dev.tollgate.domain.policy.json;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.policy.condition.Among;
import dev.tollgate.domain.policy.condition.Cidr;
import dev.tollgate.domain.policy.condition.Condition;
import dev.tollgate.domain.policy.condition.CostAbove;
import dev.tollgate.domain.policy.condition.Country;
import dev.tollgate.domain.policy.condition.Dimension;
import dev.tollgate.domain.policy.condition.Location;
import dev.tollgate.domain.policy.condition.Tagged;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Reads one condition by its type. */
final class ConditionReader {
    static final List<String> TYPES =
            List.of(
                    "environment",
                    "provider",
                    "time_window",
                    "location",
                    "tags",
                    "role",
                    "team",
                    "user",
                    "agent",
                    "cost",
                    "attribute");

    private ConditionReader() {}

    static Condition read(Node node) {
        if (!(node.value() instanceof Map<?, ?> object)) {
            throw node.refuse("an object with a type");
        }
        Node type = new Node(node.pointer() + "/type", object.get("type"));
        return switch (type.oneOf(TYPES, UnaryOperator.identity())) {
            case "time_window" -> TimeWindowReader.read(node);
            case "attribute" -> AttributeReader.read(node);
            case "location" -> location(node, node.fields("type", "countries", "cidrs", "negate"));
            case "tags" -> tags(node, node.fields("type", "any", "all", "negate"));
            case "cost" -> cost(node.fields("type", "estimated_above", "negate"));
            case String name -> among(Dimension.valueOf(name.toUpperCase(Locale.ROOT)), node);
        };
    }

    static boolean negate(Fields fields) {
        return fields.optional("negate").map(Node::flag).orElse(false);
    }

    private static Condition among(Dimension dimension, Node node) {
        Fields fields = node.fields("type", dimension.field(), "negate");
        Node listed = fields.required(dimension.field());
        SequencedSet<String> names =
                dimension == Dimension.PROVIDER
                        ? set(listed, "platforms", ConditionReader::platform)
                        : names(listed);
        return new Among(dimension, names, negate(fields));
    }

    /**
     * A platform that does not exist would never match: a deny would be without effect, and nobody
     * told.
     */
    private static String platform(Node node) {
        return node.oneOf(List.of(Platform.values()), Platform::text).text();
    }

    private static Condition location(Node node, Fields fields) {
        SequencedSet<Country> countries =
                fields.optional("countries")
                        .map(list -> set(list, "country codes", ConditionReader::country))
                        .orElseGet(LinkedHashSet::new);
        SequencedSet<Cidr> cidrs =
                fields.optional("cidrs")
                        .map(list -> set(list, "address blocks", ConditionReader::cidr))
                        .orElseGet(LinkedHashSet::new);
        if (countries.isEmpty() && cidrs.isEmpty()) {
            throw new MalformedPolicy(
                    node.pointer(), "missing countries or cidrs; one is required");
        }
        return new Location(countries, cidrs, negate(fields));
    }

    private static Country country(Node node) {
        return node.parsed(
                2,
                "an ISO 3166-1 alpha-2 country code, such as US or GB",
                code -> new Country(code.toUpperCase(Locale.ROOT)));
    }

    private static Cidr cidr(Node node) {
        String text = node.text(PolicyJson.LONGEST_CIDR);
        try {
            return Cidr.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new MalformedPolicy(node.pointer(), String.valueOf(malformed.getMessage()));
        }
    }

    private static Condition tags(Node node, Fields fields) {
        SequencedSet<String> any =
                fields.optional("any").map(ConditionReader::names).orElseGet(LinkedHashSet::new);
        SequencedSet<String> all =
                fields.optional("all").map(ConditionReader::names).orElseGet(LinkedHashSet::new);
        if (any.isEmpty() && all.isEmpty()) {
            throw new MalformedPolicy(node.pointer(), "missing any or all; one is required");
        }
        return new Tagged(any, all, negate(fields));
    }

    private static Condition cost(Fields fields) {
        Node node = fields.required("estimated_above");
        String accepted = "an amount in USD from 0 to 1000000000 with at most 6 decimals";
        BigDecimal usd = node.number(accepted);
        try {
            return new CostAbove(Money.usd(usd), negate(fields));
        } catch (IllegalArgumentException refused) {
            throw node.refuse(accepted);
        }
    }

    private static SequencedSet<String> names(Node node) {
        return set(node, "names", name -> name.text(PolicyJson.LONGEST_NAME));
    }

    static <T> SequencedSet<T> set(Node node, String what, Function<Node, T> read) {
        SequencedSet<T> set = new LinkedHashSet<>();
        node.elements(what).forEach(element -> set.add(read.apply(element)));
        return set;
    }
}
