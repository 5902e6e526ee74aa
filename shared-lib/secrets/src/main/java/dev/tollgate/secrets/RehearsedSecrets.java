package dev.tollgate.secrets;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.rehearsal.CannedHttp;
import java.net.URI;
import java.util.Optional;

/** What Secrets Manager would say at a rehearsal: every agent has the same made-up credentials. */
final class RehearsedSecrets implements CannedHttp.Answers {
    private static final String VERSION = "00000000-0000-4000-8000-000000000001";

    /** Where nobody listens; it is not connected to. */
    private static final AgentSecret SECRET =
            new AgentSecret(
                    1,
                    Optional.of(URI.create("http://127.0.0.1:8080/rehearsal")),
                    new OutboundAuth.BearerToken("rehearsal"));

    @Override
    public String to(String operation, String request) {
        var answer = JsonMapper.builder().build().createObjectNode();
        answer.put("Name", "rehearsal").put("VersionId", VERSION);
        switch (operation) {
            case "DescribeSecret" ->
                    answer.putObject("VersionIdsToStages").putArray(VERSION).add("AWSCURRENT");
            case "GetSecretValue" -> {
                answer.put("SecretString", SecretJson.write(SECRET));
                answer.putArray("VersionStages").add("AWSCURRENT");
            }
            default -> {}
        }
        return answer.toString();
    }
}
