package dev.tollgate.local.gateway;

import dev.tollgate.lambda.Environment;
import dev.tollgate.local.servers.Receiver;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A gate of a test's own, with an administrator, a policy that allows all, and a receiver. */
final class RunningGate implements AutoCloseable {
    static final Administration ADMIN = new Administration("admin", "the password", false);

    private final Started started = new Started();
    private final Backing backing;
    private final Gate gate;
    private final Receiver receiver;
    private final Client owner;

    private RunningGate(Optional<Gate.Isolation> isolation, Map<String, String> variables) {
        try {
            backing = Backing.start(Optional.empty(), started);
            gate =
                    Gate.start(
                            backing,
                            new Gate.Plan(0, isolation, variables),
                            Environment.ofProcess(),
                            started);
            receiver = started.add(Receiver.start());
            owner = signIn();
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    static RunningGate inThisJvm() {
        return new RunningGate(Optional.empty(), VARIABLES);
    }

    static RunningGate isolated(Gate.Isolation isolation) {
        return new RunningGate(Optional.of(isolation), VARIABLES);
    }

    private static final Map<String, String> VARIABLES =
            Map.of(
                    "AGENT_GATEWAY_ADMIN_USER", ADMIN.user(),
                    "AGENT_GATEWAY_ADMIN_PASS", ADMIN.password(),
                    "EXTERNAL_AGENT_WEBHOOK_TIMEOUT_SECONDS", "2");

    private Client signIn() {
        var anyone = anyone();
        var token =
                anyone.post(
                                "/admin/login",
                                "{\"username\": \"%s\", \"password\": \"%s\"}"
                                        .formatted(ADMIN.user(), ADMIN.password()))
                        .expect(200)
                        .body()
                        .path("token")
                        .asText();
        return anyone.as(token);
    }

    Gate gate() {
        return gate;
    }

    Backing backing() {
        return backing;
    }

    Receiver receiver() {
        return receiver;
    }

    /** Without a credential. */
    Client anyone() {
        return Client.of(gate.endpoint());
    }

    /** The administrator. */
    Client owner() {
        return owner;
    }

    /** With a new API key of those scopes. */
    Client key(String... scopes) {
        var body =
                owner.post(
                                "/api/api-keys",
                                "{\"name\": \"test\", \"scopes\": [\"%s\"]}"
                                        .formatted(String.join("\", \"", scopes)))
                        .expect(201)
                        .body();
        return anyone().as(body.path("key").asText());
    }

    /** Allows calls of agents in that environment. */
    void allow(String environment) {
        owner.post(
                        "/api/policies",
                        """
                        {"policy_id": "allow_%1$s", "name": "Allow %1$s", "effect": "allow",
                         "priority": 100,
                         "conditions": [{"type": "environment", "environments": ["%1$s"]}]}\
                        """
                                .formatted(environment))
                .expect(201, 409);
    }

    /** The id of a new agent at that path of the receiver; {@code more} fields end with a comma. */
    String agent(String path, String more) {
        return owner.post(
                        "/api/external-agents",
                        """
                        {"name": "%s", "platform": "custom_http", %s "webhook_url": "%s"}\
                        """
                                .formatted(UUID.randomUUID(), more, receiver.at(path)))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    static String invoke(String agent) {
        return "/api/external-agents/" + agent + "/invoke";
    }

    @Override
    public void close() {
        started.close();
    }
}
