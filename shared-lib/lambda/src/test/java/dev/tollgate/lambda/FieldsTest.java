package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class FieldsTest {
    @Test
    void readsEachKindOfValue() {
        var fields =
                fields(
                        """
                        {"text": "a", "yes": true, "count": 3.0, "price": 0.10, "at": \
                        "2026-03-02T10:00:00+01:00", "list": ["a", "b"], "inner": {"deep": "b"}, \
                        "tree": {"a": [1, null, {"b": null}]}, "none": null}\
                        """);

        assertThat(fields.text("text", 1)).contains("a");
        assertThat(fields.bool("yes")).contains(true);
        assertThat(fields.integer("count", 0, 3)).isEqualTo(OptionalInt.of(3));
        assertThat(fields.decimal("price")).contains(new BigDecimal("0.10"));
        assertThat(fields.instant("at")).contains(Instant.parse("2026-03-02T09:00:00Z"));
        assertThat(fields.texts("list", 2, 1)).contains(List.of("a", "b"));
        assertThat(fields.object("inner").flatMap(inner -> inner.text("deep", 1))).contains("b");
        assertThat(fields.tree("tree")).contains(Map.of("a", List.of(1, Map.of())));
        assertThat(fields.text("none", 1)).isEmpty();
        assertThat(fields.isNull("none")).isTrue();
        assertThat(fields.isNull("absent")).isFalse();
        fields.end();
    }

    @Test
    void pointsAtTheWrongValue() {
        var fields =
                fields(
                        """
                        {"text": 1, "long": "abc", "blank": " ", "yes": "true", "count": 1.5, \
                        "big": 4, "at": "tomorrow", "list": ["a", 2], "inner": {"a/b~c": []}}\
                        """);

        refuses(() -> fields.text("text", 9), "#/text", "is the number 1; accepted: text.");
        refuses(
                () -> fields.text("long", 2),
                "#/long",
                "has 3 characters; accepted: 1 to 2, not all blank.");
        refuses(
                () -> fields.text("blank", 2),
                "#/blank",
                "has 1 characters; accepted: 1 to 2, not all blank.");
        refuses(() -> fields.bool("yes"), "#/yes", "is text; accepted: true or false.");
        refuses(
                () -> fields.integer("count", 0, 3),
                "#/count",
                "is the number 1.5; accepted: a whole number from 0 to 3.");
        refuses(
                () -> fields.integer("big", 0, 3),
                "#/big",
                "is 4; accepted: a whole number from 0 to 3.");
        refuses(
                () -> fields.instant("at"),
                "#/at",
                "is not a time; accepted: ISO 8601 with an offset, such as 2026-03-02T09:00:00Z.");
        refuses(() -> fields.texts("list", 2, 1), "#/list/1", "is the number 2; accepted: text.");
        refuses(() -> fields.texts("list", 1, 1), "#/list", "has more than 1 entries.");
        refuses(
                () -> fields.object("inner").orElseThrow().text("a/b~c", 1),
                "#/inner/a~1b~0c",
                "is a list; accepted: text.");
        refuses(() -> fields.requiredText("absent", 1), "#/absent", "is required.");
        refuses(() -> fields.object("yes"), "#/yes", "is text; an object is expected.");
    }

    @Test
    void refusesAFieldThatNobodyAskedFor() {
        var fields = fields("{\"b\": 1, \"a\": \"x\"}");
        fields.text("a", 1);
        fields.text("c", 1);

        refuses(fields::end, "#/b", "is not known; accepted: a, c");
    }

    @Test
    void refusesABodyThatIsNoObject() {
        refuses(() -> fields("[]"), "#", "is a list; an object is expected.");
    }

    private static void refuses(ThrowingCallable read, String where, String detail) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        BadRequest.class,
                        refused -> {
                            assertThat(refused.where()).isEqualTo(where);
                            assertThat(refused.detail()).isEqualTo(detail);
                        });
    }

    private static Fields fields(String json) {
        return Fields.of(Json.parse(json));
    }
}
