package dev.tollgate.local.gateway.documents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.local.gateway.Client;
import dev.tollgate.local.gateway.RunningGate;
import dev.tollgate.local.servers.Receiver;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A running gate with what a reader of the documents has before they paste a command. */
final class Desk implements AutoCloseable {
    /** In the form that Slack gives them. */
    static final String SLACK_SECRET = "0123456789abcdef0123456789abcdef";

    static final String USERS_PASSWORD = "a dozen or more";

    private static final String CALLER = "caller";

    private final RunningGate gate;
    private final AtomicInteger made = new AtomicInteger();

    Desk() {
        this(
                RunningGate.inThisJvm(
                        Map.of("APPROVALS_STREAM_SECONDS", "1", "KILL_SWITCH_CACHE_SECONDS", "1")));
        create(CALLER, "operator");
    }

    Desk(RunningGate gate) {
        this.gate = gate;
        gate.allow("production");
    }

    /** Where the local Secrets Manager is. */
    String secrets() {
        return gate.backing().secrets().toString();
    }

    String url() {
        return gate.endpoint().toString();
    }

    Client anyone() {
        return gate.anyone();
    }

    Receiver receiver() {
        return gate.receiver();
    }

    /** The administrator, signed in anew: some commands end all tokens. */
    Client owner() {
        return gate.anyone().as(token());
    }

    String token() {
        return signIn("admin", RunningGate.PASSWORD).path("token").asText();
    }

    String refreshToken() {
        return signIn("admin", RunningGate.PASSWORD).path("refresh_token").asText();
    }

    /** Somebody with {@link #USERS_PASSWORD}. */
    JsonNode signIn(String user) {
        return signIn(user, USERS_PASSWORD);
    }

    private JsonNode signIn(String user, String password) {
        return gate.anyone()
                .post(
                        "/admin/login",
                        "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(user, password))
                .expect(200)
                .body();
    }

    /** The id of a new user, who has {@link #USERS_PASSWORD}. */
    String create(String user, String role) {
        return owner().post(
                        "/admin/users",
                        """
                        {"username": "%s", "password": "%s", "roles": ["%s"]}\
                        """
                                .formatted(user, USERS_PASSWORD, role))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    /** The id of a new user of a name of their own. */
    String user(String role) {
        return create("user" + made.incrementAndGet(), role);
    }

    /** The id of a new agent, whose path at the receiver is its name; so for the others here. */
    String agent() {
        return register("custom_http", "");
    }

    /** An agent that listens on Slack. */
    String slackAgent() {
        return register("slack", "\"inbound_secret\": \"" + SLACK_SECRET + "\",");
    }

    /** The id of an approval that waits, of a call of somebody else than the administrator. */
    String approval() {
        var agent = register("custom_http", "\"requires_approval\": true,");
        return gate.anyone()
                .as(signIn(CALLER).path("token").asText())
                .post(RunningGate.invoke(agent), "{\"input\": \"hello\"}")
                .expect(202)
                .body()
                .path("approval_id")
                .asText();
    }

    /** The id of an export that is ready, with its seals. */
    String export() {
        var id =
                owner().post(
                                "/admin/audit/exports",
                                """
                                {"format": "jsonl", "since": "2026-01-01T00:00:00Z",
                                 "until": "2100-01-01T00:00:00Z"}\
                                """)
                        .expect(202)
                        .body()
                        .path("id")
                        .asText();
        gate.maintain();
        return id;
    }

    /** Copies what is archived into that directory. */
    void fetchArchive(Path directory) {
        gate.maintain();
        gate.fetchArchive(directory);
    }

    private String register(String platform, String more) {
        var name = "agent" + made.incrementAndGet();
        return owner().post(
                        "/api/external-agents",
                        """
                        {"name": "%s", "platform": "%s", %s "webhook_url": "%s"}\
                        """
                                .formatted(name, platform, more, gate.receiver().at("/" + name)))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    @Override
    public void close() {
        gate.close();
    }
}
