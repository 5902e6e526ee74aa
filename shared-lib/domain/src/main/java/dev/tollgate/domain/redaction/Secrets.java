package dev.tollgate.domain.redaction;

import static dev.tollgate.domain.redaction.Starts.word;

import java.util.List;

/** Credentials that are known by their looks, each with the page that says how it looks. */
final class Secrets {
    private static final String END = "(?![A-Za-z0-9])";

    private Secrets() {}

    static List<Detector> all() {
        return List.of(
                // Tollgate's own: API keys, and signing secrets of Standard Webhooks
                // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
                form(word("tgk_"), "tgk_[0-9a-z]{26}_[A-Za-z0-9_-]{16,}+"),
                form(word("tgr_"), "tgr_[0-9a-z]{26}_[A-Za-z0-9_.-]{16,}+"),
                form(word("whsec_"), "whsec_[A-Za-z0-9+/=_-]{16,}+"),
                // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
                form(word(c -> c == 'A'), "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}" + END),
                // https://github.blog/changelog/2021-03-31-authentication-token-format-updates-are-generally-available
                form(word("gh"), "gh[pousr]_[A-Za-z0-9._-]{36,}+"),
                form(word("github_pat_"), "github_pat_[A-Za-z0-9_]{36,}+"),
                // https://docs.gitlab.com/security/tokens/#token-prefixes
                form(word("glpat-"), "glpat-[A-Za-z0-9._-]{20,}+"),
                // https://docs.slack.dev/authentication/tokens
                form(word("xox"), "xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9-]{10,}+"),
                form(word("xapp-"), "xapp-[A-Za-z0-9-]{10,}+"),
                // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
                form(
                        word("hooks.slack.com/"),
                        "hooks\\.slack\\.com/[a-z]{3,20}/([A-Za-z0-9/_-]{20,}+)"),
                // https://discord.com/developers/docs/reference#authentication
                form(
                        word(c -> c >= 'M' && c <= 'O'),
                        "[MNO][A-Za-z0-9_-]{23,27}+\\.[A-Za-z0-9_-]{6,7}+\\.[A-Za-z0-9_-]{27,}+"),
                // https://discord.com/developers/docs/resources/webhook#execute-webhook
                form(word("api/webhooks/"), "api/webhooks/[0-9]{17,20}+/([A-Za-z0-9_-]{60,}+)"),
                // https://core.telegram.org/bots/api#authorizing-your-bot
                form(
                        word(c -> c == 'b' || Starts.isDigit(c)),
                        "(?:bot)?([0-9]{8,10}+:[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])"),
                // https://developers.notion.com/docs/authorization
                form(word("ntn_"), "ntn_[A-Za-z0-9]{40,}+"),
                form(word("secret_"), "secret_[A-Za-z0-9]{43}" + END),
                // https://docs.stripe.com/keys
                form(word(c -> c == 's' || c == 'r'), "[sr]k_(?:live|test)_[A-Za-z0-9]{16,}+"),
                // https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
                // names these of OpenAI and Anthropic. Words joined by dashes look alike but for
                // the digits.
                new Form(
                        Sensitive.SECRET,
                        word("sk-"),
                        "sk-[A-Za-z0-9_-]{20,300}",
                        Secrets::hasDigit),
                // https://cloud.google.com/docs/authentication/api-keys
                form(word("AIza"), "AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
                // https://www.rfc-editor.org/rfc/rfc7515#section-3.1 and RFC 7516: {" in base64url
                // is eyJ, or eyI where a blank or a line follows the brace
                new Form(
                        Sensitive.SECRET,
                        word("ey"),
                        "(?<![_-])ey[JI][A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]*+"
                                + "(?:\\.[A-Za-z0-9_-]*+){1,3}+"),
                // https://www.rfc-editor.org/rfc/rfc6750#section-2.1 and RFC 7617. Both words are
                // common in prose, what follows there has no digits.
                new Form(
                        Sensitive.SECRET,
                        word(c -> c == 'b' || c == 'B'),
                        "(?i:bearer|basic) {1,4}+([A-Za-z0-9._~+/-]{16,}+={0,2}+)",
                        Secrets::hasDigit),
                // The password in https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
                new Form(
                        Sensitive.SECRET,
                        Starts.at("://"),
                        "://[^\\s/?#:@\"'<>]{0,256}+:([^\\s/?#@\"'<>]{1,256}+)@"),
                new PrivateKeys(),
                new NamedSecrets());
    }

    private static Form form(Starts starts, String pattern) {
        return new Form(Sensitive.SECRET, starts, pattern);
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Starts::isDigit);
    }
}
