package dev.tollgate.local.openapi;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.local.openapi.spec.Header;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What occurs in several areas. */
final class Values {
    static final Schema PLATFORM =
            Schema.word(Arrays.stream(Platform.values()).map(Platform::text).toList());

    static final Schema ROLE = Schema.word(Arrays.stream(Role.values()).map(Role::text).toList());

    /** An amount that is given. */
    static final Schema DOLLARS =
            Schema.number()
                    .with("minimum", 0)
                    .with("maximum", Money.CEILING.toUsd().toBigInteger())
                    .described("US dollars with at most 6 decimals.");

    /** An amount that is told. */
    static final Schema USD = Schema.number().with("minimum", 0).described("US dollars.");

    static final Parameter IF_MATCH =
            Parameter.header(
                    "If-Match",
                    "The ETag of the answer that the change is based on, or `*`. If it is not the"
                            + " current one, nothing is changed.",
                    Schema.matching("\"v?\\d{1,9}\"|\\*"));

    static final Header ETAG =
            Header.always("ETag", "The version, for If-Match.", Schema.matching("\"\\d{1,10}\""));

    static final Header EFFECTIVE =
            Header.always(
                    "X-Effective-Within-Seconds",
                    "Within what time every function decides by the change.",
                    Schema.integer(0));

    private Values() {}

    static Schema id(String prefix) {
        return Schema.matching(Ids.pattern(prefix));
    }

    /** The names of an enum in small letters. */
    static Schema words(Enum<?>... values) {
        return Schema.word(
                Arrays.stream(values).map(it -> it.name().toLowerCase(Locale.ROOT)).toList());
    }

    static Parameter idInPath(String prefix, String whose) {
        return Parameter.path("id", "The id of the " + whose + ".", id(prefix));
    }

    /** Of lists that are read page by page. */
    static List<Parameter> paged() {
        return List.of(
                Parameter.query(
                        "limit",
                        "How many at most.",
                        Schema.integer(1, PageRequest.MOST).otherwise(PageRequest.USUAL)),
                cursor());
    }

    static Parameter cursor() {
        return Parameter.query(
                "cursor", "`next_cursor` of the page before.", Schema.matching("[A-Za-z0-9_-]+"));
    }

    static Parameter since() {
        return Parameter.query("since", "Not before this.", Schema.time());
    }

    static Parameter until() {
        return Parameter.query("until", "Before this.", Schema.time());
    }

    /** A page of a list; the last one has no cursor. */
    static Shape page(String item) {
        return all(item).maybe("next_cursor", cursorText());
    }

    /** A whole list. */
    static Shape all(String item) {
        return Shape.written().always("items", Schema.list(Schema.ref(item)));
    }

    static Schema cursorText() {
        return Schema.text().described("Where the next page begins.");
    }
}
