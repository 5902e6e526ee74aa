package dev.tollgate.local.openapi;

import dev.tollgate.domain.policy.condition.Dimension;
import dev.tollgate.domain.policy.condition.FieldPath;
import dev.tollgate.domain.policy.condition.Operator;
import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What policies may ask of a call. */
final class PolicyConditions {
    private static final Schema NAMES = list(Schema.text(PolicyJson.LONGEST_NAME));

    private static final Schema SCALAR =
            Schema.any().with("type", List.of("string", "number", "boolean"));

    private PolicyConditions() {}

    static Map<String, Schema> schemas() {
        var kinds = new ArrayList<Schema>();
        for (var dimension : Dimension.values()) {
            kinds.add(among(dimension).schema());
        }
        kinds.add(timeWindow());
        kinds.add(location());
        kinds.add(tags());
        kinds.add(of("cost").always("estimated_above", Values.DOLLARS).schema());
        kinds.add(comparison(of("attribute")).schema());
        kinds.add(group(of("attribute"), "all").schema());
        kinds.add(group(of("attribute"), "any").schema());
        var schemas = new LinkedHashMap<String, Schema>();
        schemas.put("Condition", Schema.anyOf(kinds));
        schemas.put(
                "AttributeTest",
                Schema.anyOf(
                        comparison(Shape.strict()).schema(),
                        group(Shape.strict(), "all").schema(),
                        group(Shape.strict(), "any").schema()));
        return schemas;
    }

    private static Shape of(String type) {
        return Shape.strict().always("type", Schema.constant(type)).maybe("negate", Schema.flag());
    }

    private static Schema list(Schema items) {
        return Schema.list(items, 1, PolicyJson.LONGEST_LIST);
    }

    private static Shape among(Dimension dimension) {
        var names = dimension == Dimension.PROVIDER ? list(Values.PLATFORM) : NAMES;
        return of(dimension.type()).always(dimension.field(), names);
    }

    private static Schema timeWindow() {
        var days =
                Schema.word(
                        Arrays.stream(DayOfWeek.values())
                                .map(day -> day.name().toLowerCase(java.util.Locale.ROOT))
                                .toList());
        var hours =
                Shape.strict()
                        .always("days", list(days))
                        .always("start_time", Schema.matching("([01][0-9]|2[0-3]):[0-5][0-9]"))
                        .always("end_time", Schema.matching("([01][0-9]|2[0-3]):[0-5][0-9]|24:00"))
                        .always(
                                "timezone",
                                Schema.text(PolicyJson.LONGEST_ZONE)
                                        .described("Of the IANA database."));
        var window = Shape.strict().always("start", Schema.time()).always("end", Schema.time());
        return orBoth(
                of("time_window")
                        .maybe("business_hours", hours.schema())
                        .maybe("maintenance_windows", list(window.schema())),
                "business_hours",
                "maintenance_windows");
    }

    private static Schema location() {
        return orBoth(
                of("location")
                        .maybe("countries", list(Schema.matching("[A-Za-z]{2}")))
                        .maybe(
                                "cidrs",
                                list(
                                        Schema.text(PolicyJson.LONGEST_CIDR)
                                                .described("Such as 10.0.0.0/8."))),
                "countries",
                "cidrs");
    }

    private static Schema tags() {
        return orBoth(of("tags").maybe("any", NAMES).maybe("all", NAMES), "any", "all");
    }

    /** At least one of the two. */
    private static Schema orBoth(Shape shape, String one, String other) {
        return shape.schema()
                .with(
                        "anyOf",
                        List.of(
                                Map.of("required", List.of(one)),
                                Map.of("required", List.of(other))));
    }

    private static Shape comparison(Shape shape) {
        return shape.always(
                        "field",
                        Schema.matching(FieldPath.PATTERN)
                                .described("Such as context.customer.tier."))
                .always(
                        "op",
                        Schema.word(Arrays.stream(Operator.values()).map(Operator::json).toList()))
                .maybe(
                        "value",
                        Schema.anyOf(SCALAR, list(SCALAR))
                                .described(
                                        "A list for `in` and `not_in`, a number for `lt`, `lte`,"
                                                + " `gt` and `gte`, text for `starts_with` and"
                                                + " `ends_with`, a boolean or none for"
                                                + " `exists`."));
    }

    private static Shape group(Shape shape, String kind) {
        return shape.always(kind, list(Schema.ref("AttributeTest")));
    }
}
