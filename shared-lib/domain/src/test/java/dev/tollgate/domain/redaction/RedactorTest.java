package dev.tollgate.domain.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactorTest {
    private static final int LARGEST = 256 * 1024;

    /** Made up, and put together here so that no scanner takes them for real. */
    static Stream<String> tokens() {
        return Stream.of(
                "tgk_" + of(26, "01h2xcejqtf2nbrexx3vqjhp41") + "_" + of(43, "aB3_x-"),
                "whsec_" + of(44, "MfKQ9r8G+/"),
                "AKIA" + of(16, "IOSFODNN7"),
                "ASIA" + of(16, "IOSFODNN7"),
                "ghp_" + of(36, "aB3x"),
                "ghs_" + of(180, "eyJ0.aB3_x-"),
                "github_pat_" + of(22, "aB3x") + "_" + of(59, "Zy9"),
                "glpat-" + of(20, "aB3x-"),
                "xoxb-" + of(12, "17653672481") + "-" + of(24, "aB3x"),
                "xoxe.xoxp-1-" + of(100, "Mi0yLTE3"),
                "xapp-1-A0" + of(60, "12a-"),
                "M" + of(25, "TE0ODc2") + "." + of(6, "Cl2FMQ") + "." + of(38, "aB3_x-"),
                "110201543:" + of(35, "AAHdqTcvCH1vGWJxfSeofSAs"),
                "ntn_" + of(46, "4aB3x"),
                "secret_" + of(43, "aB3x"),
                "sk_" + "live_" + of(24, "4eC39HqLyjW"),
                "rk_" + "test_" + of(24, "4eC39HqLyjW"),
                "sk-" + "proj-" + of(48, "aB3x_-"),
                "AIza" + of(35, "SyD3-_"),
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0." + of(43, "dBjftJeZ4CVP-_"),
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
                "eyJhbGciOiJSU0EifQ." + of(40, "OKOaw") + ".48V1." + of(30, "5eym") + ".XFBo");
    }

    private static String of(int length, String pattern) {
        return pattern.repeat(length).substring(0, length);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void masksTokensByTheirLooks(String token) {
        assertThat(Redactor.ALL.redact("use " + token + ", please"))
                .isEqualTo("use [REDACTED:secret], please");
        assertThat(Redactor.ALL.redact("{\"x\":\"" + token + "\"}"))
                .isEqualTo("{\"x\":\"[REDACTED:secret]\"}");
        assertThat(Redactor.ALL.redact(token)).isEqualTo("[REDACTED:secret]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://ann:s3cr:et@localhost/x | https://ann:[REDACTED:secret]@localhost/x",
                "https://hooks.slack.com/services/T00000000/B00000000/abcdefABCDEF |"
                        + " https://hooks.slack.com/services/[REDACTED:secret]",
                "GET /x?access_token=abc&y=1 | GET /x?access_token=[REDACTED:secret]&y=1",
                "DB_PASSWORD=hunter2 | DB_PASSWORD=[REDACTED:secret]",
                "Password: hunter2 | Password: [REDACTED:secret]",
                "{\"clientSecret\": \"a \\\" b\", \"x\": 1} |"
                        + " {\"clientSecret\": \"[REDACTED:secret]\", \"x\": 1}",
                "{\\\"api-key\\\":\\\"a b\\\",\\\"x\\\":1} |"
                        + " {\\\"api-key\\\":\\\"[REDACTED:secret]\\\",\\\"x\\\":1}",
                "Authorization: Digest user=1, x=2 | Authorization: [REDACTED:secret]",
                "curl -H 'Authorization: Bearer abc1' x | curl -H 'Authorization: [REDACTED:secret]' x",
                "sent bearer mF_9.B5f-4.1JqM4xyz= | sent bearer [REDACTED:secret]",
                "token=\"cut off | token=\"[REDACTED:secret]",
            })
    void masksSecretsByWhatIsAround(String text, String redacted) {
        assertThat(Redactor.ALL.redact(text)).isEqualTo(redacted);
    }

    @Test
    void masksPrivateKeysWholeEvenIfTheyAreCutOff() {
        var key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----";

        assertThat(Redactor.ALL.redact("a " + key + " b")).isEqualTo("a [REDACTED:secret] b");
        assertThat(Redactor.ALL.redact("a " + key.substring(0, 42)))
                .isEqualTo("a [REDACTED:secret]");
        assertThat(
                        Redactor.ALL.redact(
                                "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"))
                .contains("MIIB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4111\u00a01111\u00a01111\u00a01111",
                "5555555555554444",
                "2223003122003222",
                "378282246310005",
                "3782 822463 10005",
                "6011111111111117",
                "30569309025904",
                "3530111333300000",
                "6200000000000005",
                "4000000000000000006",
            })
    void masksCardNumbers(String number) {
        assertThat(Redactor.ALL.redact("pay " + number + " now"))
                .isEqualTo("pay [REDACTED:card_number] now");
        assertThat(Redactor.ALL.redact("card_" + number + ",12/27"))
                .isEqualTo("card_[REDACTED:card_number],12/27");
        assertThat(Redactor.ALL.redact("7 " + number + ".")).contains("[REDACTED:card_number].");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "078-05-1120",
                "078 05 1120",
                "AB123456C",
                "AB 12 34 56 C",
                "86095742719",
                "86 095 742 719",
                "756.9217.0769.85",
                "7569217076985",
                "255081416802538",
                "2 55 08 14 168 025 38",
                "1 84 12 2A 451 089 33",
                "12345678Z",
                "X1234567L",
                "111.444.777-35",
            })
    void masksNationalIds(String id) {
        assertThat(Redactor.ALL.redact("of " + id + ".")).isEqualTo("of [REDACTED:national_id].");
        assertThat(Redactor.ALL.redact("\"" + id + "\"")).isEqualTo("\"[REDACTED:national_id]\"");
    }

    @ParameterizedTest
    @CsvSource({
        "write to ann.o'neil+x@mail.example.co.uk., write to [REDACTED:email].",
        "<jürgen@müller.de>, <[REDACTED:email]>",
        "call +49 (151) 123-45678!, call [REDACTED:phone]!",
        "call +14155552671, call [REDACTED:phone]",
    })
    void masksByWhatPeopleAreReached(String text, String redacted) {
        assertThat(Redactor.ALL.redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // of no length, no issuer, or with a wrong check digit
                "4111111111111112",
                "9111111111111111",
                "411111111111111",
                "41111111111111111111",
                // part of something else
                "a4111111111111111",
                "0.4111111111111111",
                "4111111111111111.25",
                "4111 1111-1111 1111",
                "41 11 11 11 11 11 11 11",
                "41111111-1111-4111-8111-111111111111",
                "+4111111111111111111111111111",
                // never issued
                "000-12-3456",
                "666-12-3456",
                "900-12-3456",
                "123-00-4567",
                "123-45-0000",
                "123-45 6789",
                "BG123456A",
                "AB123456E",
                "86095742710",
                "11111111111",
                "7569217076986",
                "255081416802539",
                "12345678A",
                "X1234567A",
                "111.444.777-36",
                // times, versions, ids
                "1764071588123",
                "1764071588.123456",
                "2026-11-25T11:53:08.123456789Z",
                "20261125T115308Z",
                "10.0.0.1:8080",
                "1098765432109876543",
                "-1001234567890",
                "0df3a1c4e5b6978812345678901234567890abcdef1234567890abcdef123456",
                "actions@v4",
                "@types/node",
                "12+3456789",
                // about secrets
                "The token is required.",
                "Authorization: required",
                "password: see the vault",
                "sk-learn-is-a-library-for-python",
                "basic information about bearer responsibilities",
                "max_tokens=4096",
                "nextToken=abcdef0123456789",
                "https://example.com:8443/a@b",
                "eyJ",
            })
    void leavesWhatOnlyLooksAlike(String text) {
        assertThat(Redactor.ALL.redact(text)).isEqualTo(text);
        assertThat(Redactor.ALL.redact("a " + text + " b")).isEqualTo("a " + text + " b");
        assertThat(Redactor.ALL.find(text)).isEmpty();
    }

    @Test
    void namesOneKindWhereSeveralOverlap() {
        assertThat(Redactor.ALL.redact("https://ann:pa.ss@mail.example.com/"))
                .isEqualTo("https://ann:[REDACTED:secret]/");
    }

    @Test
    void findsWhatItMasks() {
        var text = "4111111111111111, ann@example.com, 078-05-1120, +14155552671, password=x1";

        assertThat(Redactor.ALL.find(text)).containsExactly(Sensitive.values());
        assertThat(Redactor.ALL.find(Redactor.ALL.redact(text))).isEmpty();
    }

    @Test
    void leavesTheKindsItIsNotFor() {
        var cards = new Redactor(Set.of(Sensitive.CARD_NUMBER));

        assertThat(cards.redact("4111111111111111 ann@example.com"))
                .isEqualTo("[REDACTED:card_number] ann@example.com");
        assertThat(cards.find("password=hunter2")).isEmpty();
        assertThat(cards.byName("password")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "password, SECRET", "newPassword, SECRET", "X-Api-Key, SECRET", "access_token, SECRET",
        "AWS_SECRET_ACCESS_KEY, SECRET", "Set-Cookie, SECRET", "cvv, SECRET", "pin, SECRET",
        "cardNumber, CARD_NUMBER", "pan, CARD_NUMBER", "ssn, NATIONAL_ID", "user.email, EMAIL",
        "work phone, PHONE", "token_secret, SECRET",
    })
    void knowsFieldsByName(String name, Sensitive kind) {
        assertThat(Redactor.ALL.byName(name)).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokens",
                "max_tokens",
                "token_type",
                "nextPageToken",
                "company",
                "spin",
                "passenger",
                "email_sent",
                "secretary",
                "key",
                "idempotency_key",
                "panel",
                ""
            })
    void leavesFieldsOfOtherNames(String name) {
        assertThat(Redactor.ALL.byName(name)).isEmpty();
    }

    /** What makes a search that goes back and forth take hours is done in moments. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJ",
                "eyJaaaaaaaa.",
                "eyJaaaaaaaa.x.",
                "sk-",
                "sk-aaaaaaaaaaaaaaaaaaaaaaaaa-",
                "a",
                "a.",
                "a-",
                "a@",
                "a@a.",
                "1",
                "1 ",
                "123 ",
                "411-",
                "4111 1111 ",
                "+1",
                "+1-1",
                "(",
                " ",
                "-----BEGIN RSA PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY",
                "://a:",
                "://:",
                "bearer ",
                "basic aaaaaaaaaaaaaaaa ",
                "password=",
                "password=\"",
                "token:\\\"",
                "a_",
                "ghp_",
                "xoxb-",
                "M",
                "Maaaaaaaaaaaaaaaaaaaaaaaa.",
                "110201543:",
                "12 345 678 ",
                "AB12",
                "{\"a\":",
                "\\",
                "\""
            })
    void isLinear(String piece) {
        var text = piece.repeat(LARGEST / piece.length());

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> List.of(Redactor.ALL.redact(text), Redactor.ALL.redact(text + "!")));
    }
}
