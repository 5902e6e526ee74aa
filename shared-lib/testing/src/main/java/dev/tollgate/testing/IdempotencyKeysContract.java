package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.domain.lineage.IdempotencyKeys.Claim;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyKeys} does. */
public interface IdempotencyKeysContract {
    Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    /** Keys that tell the time by {@code clock}. */
    IdempotencyKeys keys(InstantSource clock);

    private static IdempotencyKeys.Key key() {
        return new IdempotencyKeys.Key(IDS.organisation(), "key_1", "order-42");
    }

    private IdempotencyKeys keys() {
        return keys(InstantSource.system());
    }

    @Test
    default void givesAFreeKeyToTheFirstAndTellsTheNextWhoseItIs() {
        var keys = keys();
        var key = key();
        var first = IDS.invocation();

        assertThat(keys.claim(key, "a", first)).isEqualTo(new Claim.Mine());
        assertThat(keys.claim(key, "a", IDS.invocation())).isEqualTo(new Claim.Repeated(first));
    }

    @Test
    default void findsAClaimOfItsOwnWhenItIsRepeated() {
        var keys = keys();
        var key = key();
        var first = IDS.invocation();
        keys.claim(key, "a", first);

        assertThat(keys.claim(key, "a", first)).isEqualTo(new Claim.Mine());
    }

    @Test
    default void refusesAnotherRequestUnderTheSameKey() {
        var keys = keys();
        var key = key();
        keys.claim(key, "a", IDS.invocation());

        assertThat(keys.claim(key, "b", IDS.invocation())).isEqualTo(new Claim.Mismatch());
    }

    @Test
    default void keepsOrganisationsAndPrincipalsApart() {
        var keys = keys();
        var key = key();
        keys.claim(key, "a", IDS.invocation());

        assertThat(
                        Stream.of(
                                        new IdempotencyKeys.Key(
                                                IDS.organisation(), key.principal(), key.text()),
                                        new IdempotencyKeys.Key(
                                                key.organisation(), "key_2", key.text()),
                                        new IdempotencyKeys.Key(
                                                key.organisation(), key.principal(), "order-43"))
                                .map(other -> keys.claim(other, "b", IDS.invocation())))
                .containsOnly(new Claim.Mine());
    }

    @Test
    default void passesAnAbandonedKeyOnToOneOnly() {
        var keys = keys();
        var key = key();
        var former = IDS.invocation();
        var next = IDS.invocation();
        keys.claim(key, "a", former);

        assertThat(keys.passOn(key, former, next)).isTrue();
        assertThat(keys.passOn(key, former, IDS.invocation())).isFalse();
        assertThat(keys.claim(key, "a", IDS.invocation())).isEqualTo(new Claim.Repeated(next));
    }

    @Test
    default void freesAKeyForItsOwnerOnly() {
        var keys = keys();
        var key = key();
        var owner = IDS.invocation();
        keys.claim(key, "a", owner);
        keys.release(key, IDS.invocation());

        assertThat(keys.claim(key, "a", IDS.invocation())).isEqualTo(new Claim.Repeated(owner));

        keys.release(key, owner);

        assertThat(keys.claim(key, "b", IDS.invocation())).isEqualTo(new Claim.Mine());
    }

    @Test
    default void forgetsAKeyAfterADay() {
        var start = Instant.parse("2026-01-31T12:00:00Z");
        var key = key();
        keys(() -> start).claim(key, "a", IDS.invocation());
        var late = start.plus(IdempotencyKeys.KEPT);

        assertThat(keys(() -> late.minusSeconds(1)).claim(key, "b", IDS.invocation()))
                .isEqualTo(new Claim.Mismatch());
        assertThat(keys(() -> late).claim(key, "b", IDS.invocation())).isEqualTo(new Claim.Mine());
    }

    @Test
    default void givesAKeyToOneOfManyAtOnce() throws Exception {
        var keys = keys();
        var key = key();
        try (var threads = Executors.newFixedThreadPool(16)) {
            Callable<Claim> claim = () -> keys.claim(key, "a", IDS.invocation());
            var claims = threads.invokeAll(Stream.generate(() -> claim).limit(64).toList());

            long mine =
                    claims.stream().filter(each -> each.resultNow() instanceof Claim.Mine).count();
            assertThat(mine).isEqualTo(1);
        }
    }
}
