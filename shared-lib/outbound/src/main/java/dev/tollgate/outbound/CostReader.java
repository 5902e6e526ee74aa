package dev.tollgate.outbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.outbound.CostLocation;
import dev.tollgate.domain.outbound.CostLocation.InBody;
import dev.tollgate.domain.outbound.CostLocation.InHeader;
import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.DeclaredCost.Absent;
import dev.tollgate.domain.outbound.DeclaredCost.Declared;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what an agent says its call cost, without trusting it to be a sensible number. */
final class CostReader {
    /** No single call costs this much; one that says so has a unit wrong. */
    private static final BigDecimal ABSURD = new BigDecimal(10_000);

    /** Beyond these a number is nonsense, and rounding it could take all memory. */
    private static final int MOST_DIGITS = 40;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,20}(\\.[0-9]{1,20})?");

    private final JsonMapper json =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    DeclaredCost read(CostLocation where, Map<String, String> headers, String body) {
        return switch (where) {
            case InHeader header ->
                    Optional.ofNullable(headers.get(header.name().toLowerCase(Locale.ROOT)))
                            .map(CostReader::decimal)
                            .orElse(new Absent("the answer has no header " + header.name()));
            case InBody field -> field(field.pointer(), body);
        };
    }

    private DeclaredCost field(String pointer, String body) {
        try {
            return value(pointer, json.readTree(body).at(pointer));
        } catch (JsonProcessingException notJson) {
            return new Absent("the answer is not JSON");
        }
    }

    private static DeclaredCost value(String pointer, JsonNode node) {
        if (node.isNumber()) {
            return amount(node.decimalValue());
        }
        return node.isTextual()
                ? decimal(node.textValue())
                : new Absent("the answer has no number at " + pointer);
    }

    private static DeclaredCost decimal(String text) {
        var bare = text.strip();
        return DECIMAL.matcher(bare).matches()
                ? amount(new BigDecimal(bare))
                : new Absent("the declared cost is not a decimal number");
    }

    private static DeclaredCost amount(BigDecimal dollars) {
        if (dollars.signum() < 0) {
            return new Absent("the declared cost is negative");
        }
        if (Math.abs((long) dollars.scale()) > MOST_DIGITS
                || dollars.precision() > MOST_DIGITS
                || dollars.compareTo(ABSURD) > 0) {
            return new Absent("the declared cost is no sensible number of dollars");
        }
        return new Declared(Money.usd(dollars.setScale(6, RoundingMode.HALF_UP)));
    }
}
