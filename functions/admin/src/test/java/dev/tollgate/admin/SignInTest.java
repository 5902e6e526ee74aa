package dev.tollgate.admin;

import static dev.tollgate.admin.Office.CAROL;
import static dev.tollgate.admin.Office.HOME;
import static dev.tollgate.admin.Office.PASSWORD;
import static dev.tollgate.admin.Office.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.User;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SignInTest {
    private final Office office = new Office();

    @Test
    void slowsDownAnAddressThatGuesses() {
        var statuses = guesses("carol", "198.51.100.1", 7);

        assertThat(statuses).containsExactly(401, 401, 401, 401, 401, 429, 429);
        assertThat(office.login("olivia", PASSWORD, "198.51.100.1").getHeaders())
                .containsEntry("Retry-After", "1");
        assertThat(office.login("olivia", PASSWORD, "198.51.100.2").getStatusCode()).isEqualTo(200);
    }

    @Test
    void waitsAMinuteAtMost() {
        var pauses =
                IntStream.range(0, 16)
                        .map(_ -> {
                            var answer = office.login("carol", "wrong", "198.51.100.1");
                            int pause = json(answer).path("retry_after_seconds").asInt();
                            office.clock.pass(Duration.ofSeconds(pause));
                            return pause;
                        })
                        .filter(pause -> pause > 0)
                        .boxed()
                        .toList();

        assertThat(pauses).startsWith(1, 2, 4);
        assertThat(IntStream.range(0, 200).map(_ -> failAndWait())).allMatch(it -> it <= 60);
    }

    private int failAndWait() {
        var answer = office.login("carol", "wrong", "198.51.100.1");
        int pause = json(answer).path("retry_after_seconds").asInt();
        office.clock.pass(Duration.ofSeconds(pause));
        return pause;
    }

    @Test
    void takesAddressesOfOneNetworkForOne() {
        IntStream.range(0, 5).forEach(i -> guesses("carol", "2001:db8::" + (i + 1), 1));

        assertThat(guesses("carol", "2001:db8::ffff", 1)).containsExactly(429);
        assertThat(guesses("carol", "2001:db8:0:1::1", 1)).containsExactly(401);
    }

    @Test
    void slowsDownTheGuessingOfANameFromManyAddresses() {
        IntStream.range(0, 20).forEach(i -> guesses("carol", "198.51.100." + i, 1));

        assertThat(guesses("carol", "203.0.113.1", 1)).containsExactly(429);
        assertThat(guesses("nobody", "203.0.113.1", 1)).containsExactly(401);
    }

    @Test
    void saysTheSameOfANameThatNobodyHas() {
        IntStream.range(0, 20).forEach(i -> guesses("nobody", "198.51.100." + i, 1));

        assertThat(guesses("nobody", "203.0.113.1", 1)).containsExactly(429);
    }

    @Test
    void letsSomebodyInWhereTheySignedInBeforeWhileOthersGuess() {
        office.login("carol", PASSWORD, "192.0.2.7");
        IntStream.range(0, 40).forEach(i -> guesses("carol", "198.51.100." + i, 1));

        assertThat(office.login("carol", PASSWORD, "192.0.2.7").getStatusCode()).isEqualTo(200);
        office.clock.pass(Duration.ofDays(31));
        IntStream.range(0, 40).forEach(i -> guesses("carol", "198.51.100." + i, 1));
        assertThat(office.login("carol", PASSWORD, "192.0.2.7").getStatusCode()).isEqualTo(429);
    }

    @Test
    void keepsNobodyFromSigningInAsTheAdministratorOfTheSettings() {
        IntStream.range(0, 99).forEach(i -> guesses("admin", "198.51.100." + i, 5));

        assertThat(office.login("admin", PASSWORD, "203.0.113.1").getStatusCode()).isEqualTo(200);
    }

    @Test
    void doesNotLetOnePasswordMakeUpForGuessesOfAnother() {
        guesses("olivia", "198.51.100.1", 4);
        office.login("carol", PASSWORD, "198.51.100.1");

        assertThat(guesses("olivia", "198.51.100.1", 2)).containsExactly(401, 429);
    }

    @Test
    void forgetsFailuresAfterAWhile() {
        guesses("carol", "198.51.100.1", 5);
        office.clock.pass(Duration.ofMinutes(16));

        assertThat(guesses("carol", "198.51.100.1", 5)).containsExactly(401, 401, 401, 401, 401);
    }

    @Test
    void letsNoMoreGuessesThroughAtOnce() throws Exception {
        var statuses =
                Race.of(
                        32,
                        i ->
                                () ->
                                        office.login("carol", "wrong" + i, "198.51.100.1")
                                                .getStatusCode());

        assertThat(statuses).filteredOn(status -> status == 401).hasSize(5);
    }

    @Test
    void keepsNothingOfWhatWasTypedAsAName() {
        guesses("hunter2 is my password", "198.51.100.1", 1);

        assertThat(office.audit.all().toString()).doesNotContain("hunter2");
        assertThat(office.attempts.keys()).hasSize(2).noneMatch(key -> key.contains("hunter2"));
    }

    @Test
    void doesNotTellADisabledUserFromAWrongPassword() {
        var wrong = office.login("carol", "wrong", "192.0.2.7").getBody();
        office.call(
                office.principal(Office.OLIVIA), Route.CHANGE_USER, CAROL, "{\"disabled\": true}");

        assertThat(office.login("carol", PASSWORD, "192.0.2.7"))
                .extracting(APIGatewayV2HTTPResponse::getStatusCode)
                .isEqualTo(401);
        assertThat(office.login("carol", PASSWORD, "192.0.2.7").getBody()).isEqualTo(wrong);
    }

    @Test
    void makesTheAdministratorOfTheSettingsAUserAtTheFirstSignIn() {
        office.signedIn("admin");
        office.signedIn("ADMIN");

        assertThat(office.users.find(HOME, "admin"))
                .hasValueSatisfying(user -> {
                    assertThat(user.rights().roles()).containsExactly(Role.OWNER);
                    assertThat(user.isOfSettings()).isTrue();
                    assertThat(user.id().value()).startsWith("usr_");
                });
    }

    @Test
    void signsNobodyInWhomTheAuditCannotRecord() {
        var unrecorded =
                new Office(
                        () -> Office.hash(PASSWORD),
                        Optional.of(events -> {
                            throw new IllegalStateException("the audit is down");
                        }));

        assertThat(unrecorded.login("carol", PASSWORD, "192.0.2.7").getStatusCode()).isEqualTo(500);
        assertThat(unrecorded.users.find(HOME, CAROL)).map(User::version).contains(1);
    }

    private List<Integer> guesses(String name, String address, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> office.login(name, "wrong" + i, address).getStatusCode())
                .toList();
    }
}
