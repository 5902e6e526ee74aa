package dev.tollgate.local.gateway;

import java.net.URI;

/** What to type next: three commands that work as they stand. */
final class Invitation {
    private Invitation() {}

    static String text(URI gateway, Administration admin, Sample sample) {
        return """
        Try it:

        curl -s %1$s/api/external-agents/%2$s/invoke -H 'Authorization: Bearer %3$s' -H 'Content-Type: application/json' -d '{"input": "Hello, gate"}'
        curl -s %1$s/api/external-agents/%2$s/governance-status -H 'Authorization: Bearer %3$s'
        curl -s '%1$s/api/invocations?agent=%2$s' -H 'Authorization: Bearer %3$s'

        Administrator: %4$s%5$s
        """
                .formatted(
                        gateway,
                        sample.agentId(),
                        sample.apiKey(),
                        admin.user(),
                        admin.generated()
                                ? ", password " + admin.password()
                                : ", password from AGENT_GATEWAY_ADMIN_PASS");
    }
}
