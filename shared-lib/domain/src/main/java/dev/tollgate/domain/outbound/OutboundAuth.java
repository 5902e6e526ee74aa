package dev.tollgate.domain.outbound;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How a call shows who sends it. The texts of these values never show the secret they hold, so that
 * one in a log line or a message gives nothing away.
 */
public sealed interface OutboundAuth {
    /** The name the API and the administrator guide use. */
    String type();

    /** A key in a header of its own. */
    record ApiKey(String header, String key) implements OutboundAuth {
        public static final String DEFAULT_HEADER = "X-API-Key";

        public ApiKey {
            HeaderRules.checkedCredentialName(header);
            if (HeaderRules.checkedValue("api_key", key).isEmpty()) {
                throw new IllegalArgumentException("api_key: must not be empty");
            }
        }

        public ApiKey(String key) {
            this(DEFAULT_HEADER, key);
        }

        @Override
        public String type() {
            return "api_key";
        }

        @Override
        public String toString() {
            return "ApiKey[header=" + header + ", key=***]";
        }
    }

    /**
     * {@code Authorization: Bearer}, <a
     * href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750 §2.1</a>.
     */
    record BearerToken(String token) implements OutboundAuth {
        public BearerToken {
            HeaderRules.checkedSecret("token", token);
        }

        @Override
        public String type() {
            return "bearer_token";
        }

        @Override
        public String toString() {
            return "BearerToken[token=***]";
        }
    }

    /**
     * {@code Authorization: Basic} in UTF-8, <a
     * href="https://www.rfc-editor.org/rfc/rfc7617#section-2">RFC 7617 §2</a>.
     */
    record Basic(String username, String password) implements OutboundAuth {
        private static final int LONGEST = 1024;

        public Basic {
            if (username.isEmpty() || username.indexOf(':') >= 0) {
                throw new IllegalArgumentException("username: at least one character and no colon");
            }
            checkedText("username", username);
            checkedText("password", password);
        }

        private static void checkedText(String what, String text) {
            if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        what + ": at most " + LONGEST + " characters, no control character");
            }
        }

        @Override
        public String type() {
            return "basic";
        }

        @Override
        public String toString() {
            return "Basic[username=***, password=***]";
        }
    }

    /**
     * A token fetched with client credentials, <a
     * href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4">RFC 6749 §4.4</a>. The token
     * endpoint must keep the {@link WebhookUrls} rules too; that is checked where the rules are
     * known.
     *
     * @param audience as Auth0 and others ask for, beside the standard's scope
     */
    record OAuth2(
            String clientId,
            String clientSecret,
            URI tokenUrl,
            Optional<String> scope,
            Optional<String> audience)
            implements OutboundAuth {
        public OAuth2 {
            if (clientId.isEmpty() || clientSecret.isEmpty()) {
                throw new IllegalArgumentException("client_id, client_secret: must not be empty");
            }
            HeaderRules.checkedValue("client_id", clientId);
            HeaderRules.checkedValue("client_secret", clientSecret);
            if (!tokenUrl.isAbsolute() || tokenUrl.getHost() == null) {
                throw new IllegalArgumentException("token_url: must be an absolute URL");
            }
            scope.ifPresent(it -> HeaderRules.checkedValue("scope", it));
            audience.ifPresent(it -> HeaderRules.checkedValue("audience", it));
        }

        @Override
        public String type() {
            return "oauth2";
        }

        @Override
        public String toString() {
            return "OAuth2[tokenUrl=" + WebhookUrls.masked(tokenUrl) + ", client=***]";
        }
    }

    /** Headers as the destination wants them, each value a secret. */
    record Custom(Map<String, String> headers) implements OutboundAuth {
        public Custom {
            headers = HeaderRules.checkedAll(headers);
            headers.keySet().forEach(HeaderRules::checkedCredentialName);
            if (headers.isEmpty()) {
                throw new IllegalArgumentException("headers: at least one");
            }
        }

        @Override
        public String type() {
            return "custom";
        }

        @Override
        public String toString() {
            return "Custom[headers=" + headers.keySet().stream().sorted().toList() + "]";
        }
    }

    /** The destination asks for nothing, or its URL is the secret. */
    record None() implements OutboundAuth {
        @Override
        public String type() {
            return "none";
        }
    }
}
