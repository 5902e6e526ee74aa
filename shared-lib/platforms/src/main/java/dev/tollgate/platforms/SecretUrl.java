package dev.tollgate.platforms;

import dev.tollgate.domain.outbound.WebhookUrls;
import java.net.URI;

/** An address that is a secret, and so is never shown. */
record SecretUrl(URI uri) {
    /** That address with more behind it. */
    SecretUrl with(String more) {
        return new SecretUrl(URI.create(uri + more));
    }

    @Override
    public String toString() {
        return WebhookUrls.masked(uri);
    }
}
