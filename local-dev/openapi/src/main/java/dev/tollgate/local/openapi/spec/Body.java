package dev.tollgate.local.openapi.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request carries.
 *
 * @param content schemas by media type
 */
public record Body(boolean required, Map<String, Schema> content) {
    public Body {
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
    }

    public static Body json(Schema schema) {
        return new Body(true, Map.of(Answer.JSON, schema));
    }

    /** One that may be left out. */
    public Body orNone() {
        return new Body(false, content);
    }
}
