package dev.tollgate.domain.policy.condition;

import static dev.tollgate.domain.policy.condition.Truth.FAILED;
import static dev.tollgate.domain.policy.condition.Truth.FALSE;
import static dev.tollgate.domain.policy.condition.Truth.TRUE;
import static dev.tollgate.domain.policy.condition.Truth.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, TRUE",
        "10.0.0.0/8, 11.0.0.0, FALSE",
        "192.168.4.0/23, 192.168.5.255, TRUE",
        "192.168.4.0/23, 192.168.6.0, FALSE",
        "203.0.113.7/32, 203.0.113.7, TRUE",
        "203.0.113.7/32, 203.0.113.6, FALSE",
        "0.0.0.0/0, 8.8.8.8, TRUE",
        "0.0.0.0/0, 2001:db8::1, FALSE",
        "::/0, 8.8.8.8, FALSE",
        "2001:db8::/33, 2001:db8:7fff::1, TRUE",
        "2001:db8::/33, 2001:db8:8000::1, FALSE",
        "2001:db8::1/128, 2001:0DB8:0:0:0:0:0:1, TRUE",
        "10.0.0.0/8, ::ffff:10.1.2.3, TRUE", // the mapped spelling of an address does not slip past
        "10.0.0.0/8, ::ffff:a01:203, TRUE",
        "::ffff:10.0.0.0/104, 10.1.2.3, TRUE",
        "10.0.0.0/8, 10.1.2, FAILED",
        "10.0.0.0/8, 010.1.2.3, FAILED", // octal to some, decimal to others
        "10.0.0.0/8, example.com, FAILED",
        "10.0.0.0/8, fe80::1%eth0, FAILED",
        "10.0.0.0/8, 10.0.0.256, FAILED",
    })
    void looksAtTheAddressBitByBit(String cidr, String ip, Truth expected) {
        Location location = location(List.of(), List.of(cidr));

        assertThat(location.holds(Requests.from(Optional.empty(), Optional.of(ip))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"US, TRUE", "ca, TRUE", "DE, FALSE", "XX, UNDECIDED", "T1, UNDECIDED"})
    void knowsCountriesByTheirCodeOnly(String reported, Truth expected) {
        Location location = location(List.of("US", "CA"), List.of());

        assertThat(location.holds(Requests.from(Optional.of(reported), Optional.empty())))
                .isEqualTo(expected);
    }

    @Test
    void saysYesOnEitherPartAndNoOnlyWhenBothAreKnown() {
        Location location = location(List.of("US"), List.of("10.0.0.0/8"));

        assertThat(holds(location, null, "10.0.0.1")).isEqualTo(TRUE);
        assertThat(holds(location, "US", null)).isEqualTo(TRUE);
        assertThat(holds(location, "DE", null)).isEqualTo(UNDECIDED);
        assertThat(holds(location, null, null)).isEqualTo(UNDECIDED);
        assertThat(holds(location, "DE", "11.0.0.1")).isEqualTo(FALSE);
        assertThat(holds(location, "DE", "nonsense")).isEqualTo(FAILED);
        assertThat(holds(location.opposite(), "DE", null)).isEqualTo(UNDECIDED);
        assertThat(holds(location.opposite(), "DE", "11.0.0.1")).isEqualTo(TRUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0/8",
                "2001:db8::/129",
                "::ffff:10.0.0.0/95",
                "/8",
                "10.0.0.0/",
                "host/8",
                "1:2:3/16",
                "fe80::1%1/64",
                ""
            })
    void refusesWhatIsNoBlock(String cidr) {
        assertThatThrownBy(() -> Cidr.parse(cidr)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesTheBlockThatWasProbablyMeant() {
        assertThatThrownBy(() -> Cidr.parse("10.1.2.3/8"))
                .hasMessage("10.1.2.3/8 has bits set beyond its prefix; the block is 10.0.0.0/8");
        assertThatThrownBy(() -> Cidr.parse("2001:db8::1/32"))
                .hasMessage(
                        "2001:db8::1/32 has bits set beyond its prefix; the block is 2001:db8::/32");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:0DB8:0:0:0:0:0:0/32, 2001:db8::/32",
        "::/0, ::/0",
        "::1/128, ::1/128",
        "2001:db8:0:1:1:1:1:1/128, 2001:db8:0:1:1:1:1:1/128",
        "2001:0:0:1:0:0:0:1/128, 2001:0:0:1::1/128",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "0.0.0.0/0, 0.0.0.0/0",
    })
    void writesBlocksInTheRecommendedSpelling(String given, String written) {
        assertThat(Cidr.parse(given)).hasToString(written).isEqualTo(Cidr.parse(written));
    }

    private static Truth holds(Location location, @Nullable String country, @Nullable String ip) {
        return location.holds(Requests.from(Optional.ofNullable(country), Optional.ofNullable(ip)));
    }

    private static Location location(List<String> countries, List<String> cidrs) {
        return new Location(
                new LinkedHashSet<>(countries.stream().map(Country::new).toList()),
                new LinkedHashSet<>(cidrs.stream().map(Cidr::parse).toList()),
                false);
    }
}
