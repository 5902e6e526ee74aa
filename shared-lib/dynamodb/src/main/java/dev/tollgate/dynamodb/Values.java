package dev.tollgate.dynamodb;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** JSON values (text, BigDecimal, Boolean, List, Map) as attributes, and back. */
final class Values {
    private Values() {}

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue of(Object value) {
        return switch (value) {
            case String text -> text(text);
            case Boolean flag -> AttributeValue.fromBool(flag);
            case BigDecimal number -> AttributeValue.fromN(number.toPlainString());
            case Integer number -> number(number);
            case Long number -> number(number);
            case List<?> list -> AttributeValue.fromL(list.stream().map(Values::of).toList());
            case Map<?, ?> map -> {
                var entries = new TreeMap<String, AttributeValue>();
                map.forEach((name, each) -> entries.put((String) name, of(each)));
                yield AttributeValue.fromM(entries);
            }
            default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
        };
    }

    /** The reverse of {@link #of(Object)} for a map; every number comes back as a BigDecimal. */
    static Map<String, Object> tree(AttributeValue map) {
        var entries = new TreeMap<String, Object>();
        map.m().forEach((name, each) -> entries.put(name, value(each)));
        return entries;
    }

    private static Object value(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case BOOL -> value.bool();
            case N -> new BigDecimal(value.n());
            case L -> value.l().stream().map(Values::value).toList();
            case M -> tree(value);
            case SS, NS, B, BS, NUL, UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalStateException("not JSON: " + value.type());
        };
    }
}
