package dev.tollgate.domain.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.outbound.WebhookUrls.Verdict;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookUrlsTest {
    private static final WebhookUrls PUBLIC = WebhookUrls.of("", false);
    private static final WebhookUrls LOCAL = WebhookUrls.of("", true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.slack.com/services/T0/B0/x",
                "https://HOOKS.slack.com",
                "https://agent.example.com:8443/run?key=v",
                "https://agent.example.com:443/",
                "https://1.1.1.1/",
                "https://[2606:4700:4700::1111]/",
                "https://127.0.0.1.nip.io/",
                "https://0xa.example.com/",
                "https://xn--bcher-kva.example/"
            })
    void allowsPublicHosts(String url) {
        assertThat(PUBLIC.check(url)).isEqualTo(new Verdict.Ok(URI.create(url)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // not https
                "http://agent.example.com/",
                "ftp://agent.example.com/",
                "file:///etc/passwd",
                "gopher://agent.example.com/",
                "jar:https://agent.example.com!/x",
                "//agent.example.com/",
                "agent.example.com/",
                "",
                "https:agent.example.com",
                "https:///path",
                // private, as written
                "https://127.0.0.1/",
                "https://10.1.2.3/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://100.64.0.1/",
                "https://0.0.0.0/",
                "https://255.255.255.255/",
                // decimal, octal, hexadecimal, short, mixed, padded
                "https://2130706433/",
                "https://017700000001/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://0/",
                "https://010.8.8.8/",
                "https://8.8.8.08/",
                "https://008.008.008.008/",
                "https://0xa9fea9fe/",
                "https://169.254.43518/",
                "https://0251.0376.0251.0376/",
                "https://127.0.0.1./",
                "https://127.0.0.256/",
                "https://1.2.3.4.5/",
                "https://1.2.3.0x4/",
                // IPv6
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[0:0:0:0:0:ffff:169.254.169.254]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[2606:4700:4700::1111%25eth0]/",
                "https://[fec0::1]/",
                "https://[ff02::1]/",
                // names that stay inside
                "https://localhost/",
                "https://LOCALHOST/",
                "https://localhost./",
                "https://a.localhost/",
                "https://metadata/",
                "https://metadata.google.internal/",
                "https://printer.local/",
                "https://router.home.arpa/",
                // users and other readings of the authority
                "https://hooks.slack.com@127.0.0.1/",
                "https://user:pass@agent.example.com/",
                "https://@agent.example.com/",
                "https://agent.example.com%40127.0.0.1/",
                "https://127.0.0.1%2f@agent.example.com/",
                "https://agent.example.com\\@127.0.0.1/",
                "https://127.0.0.1:443:443/",
                "https://agent.example.com:443@127.0.0.1/",
                "https://agent.example.com#@127.0.0.1/",
                "https://agent.example.com/#x",
                "https://agent.example.com /",
                " https://agent.example.com/",
                "https://agent.example.com/\r\nHost: x",
                "https://agent.example.com\t/",
                "https://agent_x.example.com/",
                "https://-agent.example.com/",
                "https://agent..example.com/",
                "https://①②⑦.⓪.⓪.①/",
                "https://１２７.０.０.１/",
                "https://127。0。0。1/",
                "https://%31%32%37.0.0.1/",
                // ports of other protocols
                "https://agent.example.com:22/",
                "https://agent.example.com:80/",
                "https://agent.example.com:25/",
                "https://agent.example.com:0/",
                "https://agent.example.com:65536/",
                "https://agent.example.com:99999999999/"
            })
    void refusesEverythingElseHoweverItIsWritten(String url) {
        assertThat(PUBLIC.check(url)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refusesAUrlBeyondTheLimitAndAllowsOneAtIt() {
        var start = "https://agent.example.com/";
        var atLimit = start + "a".repeat(WebhookUrls.LONGEST - start.length());

        assertThat(PUBLIC.check(atLimit)).isInstanceOf(Verdict.Ok.class);
        assertThat(PUBLIC.check(atLimit + "a"))
                .isEqualTo(new Verdict.Refused("The URL is longer than 2048 characters."));
    }

    @ParameterizedTest
    @CsvSource({
        "https://slack.com/x, true",
        "https://hooks.SLACK.com/x, true",
        "https://discord.com/x, true",
        "https://evilslack.com/x, false",
        "https://slack.com.evil.example/x, false",
        "https://agent.example.com/x, false",
        "https://1.1.1.1/x, false"
    })
    void keepsToTheAllowedDomainsAndWhatIsBelowThem(String url, boolean allowed) {
        var rules = WebhookUrls.of(" slack.com, Discord.com,", false);

        assertThat(rules.check(url) instanceof Verdict.Ok).isEqualTo(allowed);
    }

    @Test
    void saysWhichDomainsAreAllowed() {
        assertThat(WebhookUrls.of("slack.com,discord.com", false).check("https://a.example.com"))
                .isEqualTo(
                        new Verdict.Refused(
                                "The host is not below a domain of"
                                        + " EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS: discord.com,"
                                        + " slack.com."));
    }

    @Test
    void refusesAnAllowlistItCannotRead() {
        assertThatThrownBy(() -> WebhookUrls.of("https://slack.com", false))
                .hasMessageContaining("https://slack.com");
        assertThatThrownBy(() -> new WebhookUrls(Set.of("*.slack.com"), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/agent", "http://127.0.0.1/"})
    void allowsPlainHttpToLoopbackByThatNameWhereTheSwitchIsSet(String url) {
        assertThat(LOCAL.check(url)).isEqualTo(new Verdict.Ok(URI.create(url)));
        assertThat(PUBLIC.check(url)).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/",
                "http://127.0.0.2:8080/",
                "http://127.1:8080/",
                "http://[::1]:8080/",
                "http://10.0.0.1:8080/",
                "http://169.254.169.254/",
                "http://agent.example.com/",
                "https://127.0.0.1:8080/",
                "http://127.0.0.1:22/",
                "http://user@127.0.0.1:8080/",
                "http://0177.0.0.1:8080/",
                "http://127.0.0.01:8080/"
            })
    void keepsEverythingElseRefusedWhereTheSwitchIsSet(String url) {
        assertThat(LOCAL.check(url)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void masksWhatMayBeASecret() {
        assertThat(WebhookUrls.masked(URI.create("https://hooks.slack.com/services/T0/B0/s3?k=v")))
                .isEqualTo("https://hooks.slack.com/…");
        assertThat(WebhookUrls.masked(URI.create("http://127.0.0.1:9000/s3")))
                .isEqualTo("http://127.0.0.1:9000/…");
    }
}
