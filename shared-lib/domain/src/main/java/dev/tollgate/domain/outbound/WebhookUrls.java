package dev.tollgate.domain.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs an agent may be registered with and called at. Names are checked here; the addresses
 * they stand for are checked again at every connection, since they may change.
 *
 * @param allowedDomains a host must be one of these or below one; empty allows every public host
 *     ({@code EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS})
 * @param loopback whether plain http to the host written {@code 127.0.0.1} is allowed too, which
 *     only the gateway on a developer's machine sets
 */
public record WebhookUrls(Set<String> allowedDomains, boolean loopback) {
    public static final int LONGEST = 2048;
    public static final String LOOPBACK_HOST = "127.0.0.1";

    private static final int HTTPS = 443;
    private static final int FIRST_UNPRIVILEGED = 1024;
    private static final int LAST_PORT = 65535;

    private static final Pattern DOMAIN =
            Pattern.compile(
                    "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+"
                            + "[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * Names that never leave a network (<a
     * href="https://www.iana.org/assignments/special-use-domain-names">IANA special-use names</a>).
     */
    private static final List<String> INSIDE =
            List.of("localhost", "local", "internal", "home.arpa", "onion", "lan", "localdomain");

    public WebhookUrls {
        allowedDomains = Set.copyOf(allowedDomains);
        for (var domain : allowedDomains) {
            if (!DOMAIN.matcher(domain).matches()) {
                throw new IllegalArgumentException(
                        "not a domain in lower case, such as hooks.slack.com: " + domain);
            }
        }
    }

    /**
     * The rules as the environment gives them.
     *
     * @param commaSeparated the value of {@code EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS}, blank for
     *     none
     */
    public static WebhookUrls of(String commaSeparated, boolean loopback) {
        var domains =
                Arrays.stream(commaSeparated.split(",", -1))
                        .map(it -> it.strip().toLowerCase(Locale.ROOT))
                        .filter(it -> !it.isEmpty())
                        .toList();
        return new WebhookUrls(Set.copyOf(domains), loopback);
    }

    /** What the rules say of a URL. The reason is a sentence and never holds the URL. */
    public sealed interface Verdict {
        record Ok(URI url) implements Verdict {}

        record Refused(String reason) implements Verdict {}
    }

    public Verdict check(String text) {
        if (text.length() > LONGEST) {
            return new Verdict.Refused("The URL is longer than " + LONGEST + " characters.");
        }
        try {
            return check(new URI(text));
        } catch (URISyntaxException notAUrl) {
            return new Verdict.Refused("This is not a URL as RFC 3986 has it.");
        }
    }

    private Verdict check(URI url) {
        if (url.getRawUserInfo() != null || contains(url.getRawAuthority(), '@')) {
            return new Verdict.Refused(
                    "The URL names a user; put credentials into auth_config instead.");
        }
        if (url.getRawFragment() != null) {
            return new Verdict.Refused("The URL has a fragment (#…), which is never sent.");
        }
        var host = url.getHost();
        if (!url.isAbsolute() || host == null) {
            return new Verdict.Refused(
                    "The URL has no host that is a DNS name or an IP address in its usual form.");
        }
        if (loopback && "http".equalsIgnoreCase(url.getScheme()) && host.equals(LOOPBACK_HOST)) {
            return port(url, url.getPort() == -1 ? 80 : url.getPort());
        }
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            return new Verdict.Refused("The URL must begin with https://.");
        }
        return host(url, host.toLowerCase(Locale.ROOT));
    }

    private Verdict host(URI url, String host) {
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (host.startsWith("[") || host.matches("[0-9.]+")) {
            if (!publicLiteral(bare)) {
                return new Verdict.Refused(
                        "The host is an address that is not public or is not in its usual form.");
            }
        } else if (!DOMAIN.matcher(host).matches() || inside(host)) {
            return new Verdict.Refused(
                    "The host must be a public DNS name of at least two labels, such as"
                            + " hooks.slack.com.");
        }
        if (!allowedDomains.isEmpty() && !allowed(host)) {
            return new Verdict.Refused(
                    "The host is not below a domain of EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS: "
                            + String.join(", ", allowedDomains.stream().sorted().toList())
                            + ".");
        }
        return port(url, url.getPort() == -1 ? HTTPS : url.getPort());
    }

    /** Ports below 1024 belong to protocols that must not be spoken to by way of HTTP. */
    private static Verdict port(URI url, int port) {
        var plain = "http".equalsIgnoreCase(url.getScheme()) && port == 80;
        if (plain || port == HTTPS || (port >= FIRST_UNPRIVILEGED && port <= LAST_PORT)) {
            return new Verdict.Ok(url);
        }
        return new Verdict.Refused("The port must be 443 or from 1024 to 65535.");
    }

    /** One way to write an address: 010.0.0.1 or a zone make readers disagree about what it is. */
    private static boolean publicLiteral(String host) {
        try {
            var address = InetAddress.ofLiteral(host);
            var usual = host.indexOf(':') >= 0 || address.getHostAddress().equals(host);
            return usual && host.indexOf('%') < 0 && AddressRules.isPublic(address);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static boolean inside(String host) {
        return INSIDE.stream().anyMatch(it -> host.equals(it) || host.endsWith("." + it));
    }

    private boolean allowed(String host) {
        return allowedDomains.stream().anyMatch(it -> host.equals(it) || host.endsWith("." + it));
    }

    private static boolean contains(@Nullable String text, char c) {
        return text != null && text.indexOf(c) >= 0;
    }

    /** Scheme, host and port, such as {@code https://hooks.slack.com/…}: all that may be shown. */
    public static String masked(URI url) {
        var port = url.getPort() == -1 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port + "/…";
    }
}
