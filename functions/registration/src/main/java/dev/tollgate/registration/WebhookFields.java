package dev.tollgate.registration;

import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.lambda.Fields;
import java.net.URI;
import java.util.Optional;

/** Reads {@code webhook_url}. A refusal never quotes it: the URL may be a secret. */
final class WebhookFields {
    private static final String NAME = "webhook_url";

    private final WebhookUrls urls;

    WebhookFields(WebhookUrls urls) {
        this.urls = urls;
    }

    Optional<URI> read(Fields body, Platform platform) {
        return body.text(NAME, WebhookUrls.LONGEST)
                .map(text ->
                        switch (urls.check(text)) {
                            case WebhookUrls.Verdict.Refused(var reason) ->
                                    throw body.refuse(NAME, "is not accepted. " + reason);
                            case WebhookUrls.Verdict.Ok(var url) -> checked(body, platform, url);
                        });
    }

    private static URI checked(Fields body, Platform platform, URI url) {
        // Only a developer's gateway comes here with it: a receiver that plays the platform.
        if (WebhookUrls.LOOPBACK_HOST.equals(url.getHost())) {
            return url;
        }
        PlatformRules.of(platform)
                .complaint(url)
                .ifPresent(complaint -> {
                    throw body.refuse(NAME, "is not accepted. " + complaint);
                });
        return url;
    }
}
