package dev.tollgate.domain.policy.condition;

import java.util.SequencedSet;

/**
 * Holds if the call comes from one of the countries or one of the address blocks. A country or
 * address that is not known leaves its part of the question undecided, so the other part can still
 * say yes, but nothing can say no.
 */
public record Location(SequencedSet<Country> countries, SequencedSet<Cidr> cidrs, boolean negate)
        implements Condition {
    public Location {
        if (countries.isEmpty() && cidrs.isEmpty()) {
            throw new IllegalArgumentException("no location: countries or cidrs is needed");
        }
        countries = Names.ordered(countries);
        cidrs = Names.ordered(cidrs);
    }

    @Override
    public String type() {
        return "location";
    }

    @Override
    public Location opposite() {
        return new Location(countries, cidrs, !negate);
    }

    @Override
    public Truth test(PolicyRequest request) {
        return inCountry(request.origin()).or(inBlock(request.origin()));
    }

    private Truth inCountry(Origin origin) {
        if (countries.isEmpty()) {
            return Truth.FALSE;
        }
        return origin.knownCountry()
                .map(country -> Truth.of(countries.contains(country)))
                .orElse(Truth.UNDECIDED);
    }

    private Truth inBlock(Origin origin) {
        return cidrs.isEmpty() ? Truth.FALSE : origin.isIn(cidrs);
    }

    @Override
    public String describe(PolicyRequest request) {
        StringBuilder text = new StringBuilder();
        if (!countries.isEmpty()) {
            text.append("country is ")
                    .append(request.origin().country().orElse("unknown"))
                    .append(", listed ")
                    .append(countries);
        }
        if (!cidrs.isEmpty()) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append("address is ")
                    .append(request.origin().ip().orElse("unknown"))
                    .append(", listed ")
                    .append(cidrs);
        }
        return text.toString();
    }
}
