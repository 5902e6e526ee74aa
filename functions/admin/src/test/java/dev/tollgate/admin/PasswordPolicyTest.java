package dev.tollgate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordPolicyTest {
    private final PasswordPolicy policy = new PasswordPolicy(12);

    @ParameterizedTest
    @ValueSource(strings = {"a dozen char", "ünïcödé iß ök", "7 wrens in a row, twice over"})
    void acceptsWhatIsLongWhateverItsCharacters(String password) {
        assertThat(policy.refusal("alice", password)).isEmpty();
    }

    @Test
    void countsCharactersAsPeopleDo() {
        assertThat(policy.refusal("alice", "🐦".repeat(5) + "sixsix")).isPresent();
        assertThat(policy.refusal("alice", "🐦".repeat(6) + "sixsix")).isEmpty();
    }

    @Test
    void refusesWhatIsTooShortOrTooLong() {
        assertThat(policy.refusal("alice", "eleven char"))
                .contains("has 11 characters; accepted: 12 to 128.");
        assertThat(policy.refusal("alice", "ab".repeat(64))).isEmpty();
        assertThat(policy.refusal("alice", "ab".repeat(64) + "c")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password1234", "PassWord1234", "qwertyuiop123", "zzzzzzzzzzzzzzzz"})
    void refusesTheFirstThatAreGuessed(String password) {
        assertThat(policy.refusal("alice", password))
                .contains("is one of the most common; accepted: anything else.");
    }

    @Test
    void refusesTheNameOfTheUser() {
        assertThat(policy.refusal("alice@example.com", "Alice@Example.com"))
                .contains("is the user name; accepted: anything else.");
    }
}
