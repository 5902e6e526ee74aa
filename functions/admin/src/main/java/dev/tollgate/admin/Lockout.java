package dev.tollgate.admin;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Attempts;
import dev.tollgate.domain.identity.Attempts.Start;
import dev.tollgate.domain.identity.Backoff;
import dev.tollgate.identity.SigningKeys;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slows guessing down, by the address that the connection came from and by the name that is
 * guessed. Nobody waits more than a minute, and nobody can be kept out by others for good: a name's
 * failures elsewhere do not count at an address that it has signed in from, and never for the
 * administrator of the settings, whose password no person chose.
 */
final class Lockout {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final Backoff BY_ADDRESS = new Backoff(5, LONGEST, FORGOTTEN);

    /** An address has five guesses of it; a name is guessed from several addresses at once. */
    private static final Backoff BY_NAME = new Backoff(20, LONGEST, FORGOTTEN);

    private static final Duration VOUCHED = Duration.ofDays(30);
    private static final int NETWORK_BYTES = 8;

    private final Attempts attempts;
    private final SigningKeys keys;
    private final Accounts accounts;
    private final InstantSource clock;

    Lockout(Attempts attempts, SigningKeys keys, Accounts accounts, InstantSource clock) {
        this.attempts = attempts;
        this.keys = keys;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** One attempt to sign in. */
    record Attempt(OrganisationId organisation, String name, String address) {}

    /** How long to wait first; empty if the attempt may be made, and then it counts as failed. */
    Optional<Duration> begin(Attempt attempt) {
        var byAddress = pause(address(attempt), BY_ADDRESS);
        if (byAddress.isPresent() || isSafe(attempt)) {
            return byAddress;
        }
        var byName = pause(name(attempt), BY_NAME);
        if (byName.isPresent()) {
            attempts.takeBack(address(attempt));
        }
        return byName;
    }

    /** The failures of the address stand, or whoever has one password could guess another. */
    void succeeded(Attempt attempt) {
        attempts.takeBack(address(attempt));
        attempts.forget(name(attempt));
        attempts.vouch(both(attempt), clock.instant().plus(VOUCHED));
    }

    private Optional<Duration> pause(String key, Backoff backoff) {
        return switch (attempts.begin(key, backoff, clock.instant())) {
            case Start.Allowed() -> Optional.empty();
            case Start.MustWait(var pause) -> Optional.of(pause);
        };
    }

    private boolean isSafe(Attempt attempt) {
        return accounts.isAdministrator(attempt.organisation(), attempt.name())
                || attempts.isVouched(both(attempt), clock.instant());
    }

    private static String address(Attempt attempt) {
        return "address#" + network(attempt.address());
    }

    /** A digest with a key: what was typed as a name may be a password in the wrong field. */
    private String name(Attempt attempt) {
        return "name#" + digest(attempt, "");
    }

    private String both(Attempt attempt) {
        return "name_at_address#" + digest(attempt, network(attempt.address()));
    }

    private String digest(Attempt attempt, String address) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.current().bytes(), "HmacSHA256"));
            var text =
                    String.join(
                            "\n",
                            attempt.organisation().value(),
                            address,
                            attempt.name().toLowerCase(Locale.ROOT));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Of IPv6 the first half: whoever has one such address has them all. */
    private static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
