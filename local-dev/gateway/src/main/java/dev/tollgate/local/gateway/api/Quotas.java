package dev.tollgate.local.gateway.api;

import java.time.Duration;

/**
 * What an HTTP API takes at most; see its <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">quotas</a>,
 * none of which AWS raises.
 */
final class Quotas {
    static final int LARGEST_BODY = 10 * 1024 * 1024;
    static final int LARGEST_HEADERS = 10_240;
    static final Duration LONGEST_INTEGRATION = Duration.ofSeconds(30);

    private Quotas() {}
}
