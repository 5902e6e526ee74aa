package dev.tollgate.local.gateway.api;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which bodies reach a function as text; all others are base64. AWS says that an HTTP API tells by
 * the content type (<a
 * href="https://aws.amazon.com/blogs/compute/handling-binary-data-using-amazon-api-gateway-http-apis/">handling
 * binary data</a>) and spells the rule out for the load balancer (<a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">Lambda
 * targets</a>): {@code text/*}, JSON, JavaScript and XML, unless there is a content encoding.
 * Functions must read either form.
 */
final class BodyText {
    private static final Set<String> TEXT =
            Set.of("application/json", "application/javascript", "application/xml");

    private BodyText() {}

    static boolean passesAsText(Optional<String> contentType, Optional<String> contentEncoding) {
        var type = contentType.orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean encoded =
                contentEncoding.filter(it -> !it.strip().equalsIgnoreCase("identity")).isPresent();
        return !encoded && (type.startsWith("text/") || TEXT.contains(type) || structured(type));
    }

    private static boolean structured(String type) {
        return type.endsWith("+json") || type.endsWith("+xml");
    }
}
