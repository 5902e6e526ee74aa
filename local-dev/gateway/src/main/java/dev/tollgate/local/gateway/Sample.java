package dev.tollgate.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.identity.Scope;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Something to try the gate with: a policy, an agent and a key to call it by, all made through the
 * public API. What an earlier start made over the same data is found and used again.
 */
record Sample(String apiKey, String agentId) {
    static final String AGENT_NAME = "Sample echo agent";
    static final String POLICY = "sample_allow_production";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String AGENTS = "/api/external-agents";
    private static final String HOOK = "/agent";

    static Sample ensure(Client client, Administration admin, URI receiver, Kept kept) {
        var owner = client.as(token(client, admin));
        allow(owner);
        var agent = agent(owner, receiver);
        return new Sample(key(client, owner, kept.apiKey()), agent);
    }

    private static String token(Client client, Administration admin) {
        return client.post(
                        "/admin/login",
                        json(Map.of("username", admin.user(), "password", admin.password())))
                .expect(200)
                .body()
                .path("token")
                .asText();
    }

    private static void allow(Client owner) {
        // 409: it is there from an earlier start, and stays as its owner may have changed it.
        owner.post(
                        "/api/policies",
                        """
                        {"policy_id": "%s", "name": "Allow calls in production", "effect": "allow",
                         "priority": 100,
                         "conditions": [{"type": "environment", "environments": ["production"]}]}\
                        """
                                .formatted(POLICY))
                .expect(201, 409);
    }

    private static String agent(Client owner, URI receiver) {
        var url = receiver.resolve(HOOK).toString();
        var registered =
                owner.post(
                                AGENTS,
                                """
                                {"name": "%s", "platform": "custom_http", "webhook_url": "%s",
                                 "description": "Says again what it is told",
                                 "auth_config": {"auth_type": "bearer_token",
                                                 "credentials": {"token": "sample-token"}},
                                 "tags": ["sample"], "environment": "production"}\
                                """
                                        .formatted(AGENT_NAME, url))
                        .expect(201, 409);
        if (registered.status() == 201) {
            return registered.body().path("id").asText();
        }
        var id = find(owner);
        owner.patch(AGENTS + "/" + id, json(Map.of("webhook_url", url))).expect(200);
        return id;
    }

    private static String find(Client owner) {
        var page = owner.get(AGENTS + "?limit=100").expect(200).body();
        return items(page)
                .filter(agent -> agent.path("name").asText().equals(AGENT_NAME))
                .map(agent -> agent.path("id").asText())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("'" + AGENT_NAME + "' is not among the agents"));
    }

    private static Stream<JsonNode> items(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false);
    }

    private static String key(Client client, Client owner, Optional<String> kept) {
        return kept.filter(key -> client.as(key).get(AGENTS).status() == 200)
                .orElseGet(() -> newKey(owner));
    }

    private static String newKey(Client owner) {
        var scopes = Scope.all().stream().map(Scope::text).sorted().toList();
        return owner.post("/api/api-keys", json(Map.of("name", "sample", "scopes", scopes)))
                .expect(201)
                .body()
                .path("key")
                .asText();
    }

    private static String json(Map<String, ?> body) {
        return JSON.valueToTree(body).toString();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Sample[" + agentId + "]";
    }
}
