package dev.tollgate.testing;

import static dev.tollgate.testing.SampleUsers.IDS;
import static dev.tollgate.testing.SampleUsers.THEN;
import static dev.tollgate.testing.SampleUsers.session;
import static dev.tollgate.testing.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.Sessions;
import dev.tollgate.domain.identity.Sessions.Hashes;
import dev.tollgate.domain.identity.Sessions.Turned;
import dev.tollgate.domain.identity.Standing;
import dev.tollgate.domain.identity.Standings;
import dev.tollgate.domain.identity.Users;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Sessions} does, and {@link Standings} over them. */
public interface SessionsContract {
    Sessions sessions();

    Users users();

    Standings standings();

    @Test
    default void givesBackASession() {
        var session = opened();

        assertThat(sessions().find(session.id())).contains(session);
        assertThat(sessions().find(IDS.session())).isEmpty();
    }

    @Test
    default void turnsFromOneTokenToTheNext() {
        var session = opened();

        var first = sessions().turn(session.id(), hashes("1"), hash("2"), THEN);
        var second = sessions().turn(session.id(), hashes("2"), hash("3"), THEN);

        assertThat(first).isEqualTo(new Turned.Done(session));
        assertThat(second).isEqualTo(new Turned.Done(session));
    }

    @Test
    default void tellsAnOldTokenFromAForgedOne() {
        var session = opened();
        sessions().turn(session.id(), hashes("1"), hash("2"), THEN);

        assertThat(sessions().turn(session.id(), hashes("1"), hash("3"), THEN))
                .isEqualTo(new Turned.Reused(session));
        assertThat(sessions().turn(session.id(), new Hashes(hash("e"), hash("2")), hash("3"), THEN))
                .isEqualTo(new Turned.Unknown());
        assertThat(sessions().turn(IDS.session(), hashes("1"), hash("3"), THEN))
                .isEqualTo(new Turned.Unknown());
        assertThat(sessions().turn(session.id(), hashes("2"), hash("3"), THEN))
                .isEqualTo(new Turned.Done(session));
    }

    @Test
    default void endsWhenItsTimeIsOver() {
        var session = opened();

        assertThat(sessions().turn(session.id(), hashes("1"), hash("2"), session.endsAt()))
                .isEqualTo(new Turned.Over(session));
        assertThat(
                        sessions()
                                .turn(
                                        session.id(),
                                        hashes("1"),
                                        hash("2"),
                                        session.endsAt().minusMillis(1)))
                .isEqualTo(new Turned.Done(session));
    }

    @Test
    default void staysRevoked() {
        var session = opened();

        sessions().revoke(session.id());
        sessions().revoke(IDS.session());

        assertThat(sessions().find(session.id())).contains(session.revokedNow());
        assertThat(sessions().turn(session.id(), hashes("1"), hash("2"), THEN))
                .isEqualTo(new Turned.Over(session.revokedNow()));
    }

    @Test
    default void givesTheNextTurnToOneOfManyWhoPresentTheSameToken() throws Exception {
        var session = opened();

        var got =
                Race.of(
                        64,
                        i ->
                                () ->
                                        sessions()
                                                .turn(
                                                        session.id(),
                                                        hashes("1"),
                                                        hash(i % 2 == 0 ? "2" : "3"),
                                                        THEN));

        assertThat(got).filteredOn(Turned.Done.class::isInstance).hasSize(1);
        assertThat(got).filteredOn(Turned.Reused.class::isInstance).hasSize(63);
    }

    @Test
    default void standsWithItsUserAndItsOrganisation() {
        var user = user(IDS.organisation(), "alice", Role.MEMBER);
        users().add(user);
        users().raiseEpoch(user.organisation(), THEN);
        var session = session(user);
        sessions().open(session, hashes("1"));

        var standing = standings().of(user.organisation(), user.id(), session.id());

        assertThat(standing)
                .isEqualTo(
                        new Standing(
                                Optional.of(session),
                                Optional.of(user),
                                users().epoch(user.organisation())));
        assertThat(standings().epoch(user.organisation())).isEqualTo(standing.epoch());
        assertThat(standings().of(IDS.organisation(), IDS.user(), IDS.session()))
                .extracting(Standing::session, Standing::user)
                .containsExactly(Optional.empty(), Optional.empty());
        assertThat(standing.holder(THEN.plus(Duration.ofDays(1)))).isEmpty();
    }

    private Session opened() {
        var session = session(user(IDS.organisation(), "alice", Role.MEMBER));
        sessions().open(session, hashes("1"));
        return session;
    }

    private static Hashes hashes(String turn) {
        return new Hashes(hash("f"), hash(turn));
    }

    private static String hash(String digit) {
        return digit.repeat(64);
    }
}
