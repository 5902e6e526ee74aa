package dev.tollgate.testing;

import static dev.tollgate.testing.SampleUsers.IDS;
import static dev.tollgate.testing.SampleUsers.THEN;
import static dev.tollgate.testing.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.identity.OrganisationEpoch;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import dev.tollgate.domain.identity.Users.Addition;
import dev.tollgate.domain.identity.Users.Change;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Users} does. Each test uses organisations of its own. */
public interface UsersContract {
    Users users();

    @Test
    default void givesBackAUserAsItWasAdded() {
        var organisation = IDS.organisation();
        var plain = user(organisation, "alice", Role.OPERATOR, Role.APPROVER);
        var full =
                new User(
                        IDS.user(),
                        organisation,
                        "Bob@example.com",
                        Optional.empty(),
                        new Rights(Set.of(Role.OWNER), Set.of(), Optional.of("finance")),
                        true,
                        3,
                        4,
                        "key_x",
                        THEN,
                        THEN.plusMillis(1));

        assertThat(users().add(plain)).isEqualTo(Addition.ADDED);
        assertThat(users().add(full)).isEqualTo(Addition.ADDED);
        assertThat(users().find(organisation, plain.id())).contains(plain);
        assertThat(users().find(organisation, full.id())).contains(full);
        assertThat(users().find(organisation, "bob@EXAMPLE.com")).contains(full);
        assertThat(users().find(organisation, "nobody")).isEmpty();
    }

    @Test
    default void keepsOrganisationsApart() {
        var alice = user(IDS.organisation(), "alice", Role.MEMBER);
        var other = user(IDS.organisation(), "alice", Role.MEMBER);

        users().add(alice);

        assertThat(users().add(other)).isEqualTo(Addition.ADDED);
        assertThat(users().find(other.organisation(), alice.id())).isEmpty();
        assertThat(users().find(other.organisation(), "alice")).contains(other);
        assertThat(users().list(other.organisation(), PageRequest.first(9)).items())
                .containsExactly(other);
    }

    @Test
    default void givesANameToOneOfManyWhoWantIt() throws Exception {
        var organisation = IDS.organisation();

        var got =
                Race.of(
                        16,
                        i ->
                                () ->
                                        users().add(
                                                        user(
                                                                organisation,
                                                                i % 2 == 0 ? "alice" : "ALICE",
                                                                Role.MEMBER)));

        assertThat(Collections.frequency(got, Addition.ADDED)).isEqualTo(1);
        assertThat(users().list(organisation, PageRequest.first(99)).items()).hasSize(1);
    }

    @Test
    default void freesTheNameOfOneWhoIsRemoved() {
        var alice = user(IDS.organisation(), "alice", Role.MEMBER);
        users().add(alice);

        assertThat(users().remove(alice)).isEqualTo(Change.MADE);
        assertThat(users().remove(alice)).isEqualTo(Change.STALE);
        assertThat(users().find(alice.organisation(), alice.id())).isEmpty();
        assertThat(users().add(user(alice.organisation(), "alice", Role.MEMBER)))
                .isEqualTo(Addition.ADDED);
    }

    @Test
    default void listsPageByPage() {
        var organisation = IDS.organisation();
        var added =
                IntStream.range(0, 5)
                        .mapToObj(i -> user(organisation, "user" + i, Role.OWNER))
                        .toList();
        added.forEach(users()::add);
        users().raiseEpoch(organisation, THEN);

        var first = users().list(organisation, PageRequest.first(2));
        var second = users().list(organisation, new PageRequest(2, first.next()));
        var third = users().list(organisation, new PageRequest(2, second.next()));

        assertThat(List.of(first.items(), second.items(), third.items()))
                .isEqualTo(List.of(added.subList(0, 2), added.subList(2, 4), added.subList(4, 5)));
        assertThat(third.next()).isEmpty();
    }

    @Test
    default void letsOneOfTwoWhoReadTheSameVersionChangeIt() {
        var alice = user(IDS.organisation(), "alice", Role.MEMBER);
        users().add(alice);
        var changed = alice.withPassword("another hash", THEN.plusSeconds(1));

        assertThat(users().replace(changed)).isEqualTo(Change.MADE);
        assertThat(users().replace(disabled(alice))).isEqualTo(Change.STALE);
        assertThat(users().remove(alice)).isEqualTo(Change.STALE);
        assertThat(users().find(alice.organisation(), alice.id())).contains(changed);
    }

    @Test
    default void keepsTheLastOwnerWhoCanSignIn() {
        var organisation = IDS.organisation();
        var first = user(organisation, "first", Role.OWNER);
        var second = user(organisation, "second", Role.OWNER);
        var member = new Rights(Set.of(Role.MEMBER), Set.of(), Optional.empty());
        users().add(first);

        assertThat(users().replace(first.with(member, false, THEN))).isEqualTo(Change.LAST_OWNER);
        assertThat(users().replace(disabled(first))).isEqualTo(Change.LAST_OWNER);
        assertThat(users().remove(first)).isEqualTo(Change.LAST_OWNER);

        users().add(second);
        var demoted = first.with(member, false, THEN);
        assertThat(users().replace(demoted)).isEqualTo(Change.MADE);
        assertThat(users().remove(second)).isEqualTo(Change.LAST_OWNER);
        assertThat(users().remove(demoted)).isEqualTo(Change.MADE);
    }

    @Test
    default void leavesOneOfTheOwnersWhoRemoveEachOther() throws Exception {
        var organisation = IDS.organisation();
        var owners =
                IntStream.range(0, 8)
                        .mapToObj(i -> user(organisation, "owner" + i, Role.OWNER))
                        .toList();
        owners.forEach(users()::add);

        var got =
                Race.of(
                        owners.size(),
                        i ->
                                () ->
                                        i % 2 == 0
                                                ? users().remove(owners.get(i))
                                                : users().replace(disabled(owners.get(i))));

        assertThat(Collections.frequency(got, Change.LAST_OWNER)).isEqualTo(1);
        assertThat(users().list(organisation, PageRequest.first(99)).items().stream())
                .filteredOn(User::owns)
                .hasSize(1);
    }

    @Test
    default void countsTheEpochsOfAnOrganisation() {
        var organisation = IDS.organisation();

        assertThat(users().epoch(organisation)).isEqualTo(OrganisationEpoch.FIRST);
        users().raiseEpoch(organisation, THEN);
        users().raiseEpoch(organisation, THEN.plusSeconds(1));

        assertThat(users().epoch(organisation))
                .isEqualTo(new OrganisationEpoch(2, THEN.plusSeconds(1)));
        assertThat(users().epoch(IDS.organisation())).isEqualTo(OrganisationEpoch.FIRST);
    }

    private static User disabled(User user) {
        return user.with(user.rights(), true, THEN);
    }
}
