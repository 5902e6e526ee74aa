package dev.tollgate.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.lambda.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is sent, the answer says what was wrong, where, and what is accepted; never a 500. */
final class BadInputTest {
    private static final String GOOD =
            """
            {"name": "Support", "description": "d", "platform": "custom_http",
             "webhook_url": "https://agents.example.com/run",
             "platform_config": {"cost_field": "/cost", "max_cost_per_execution": 0.5,
               "request_template": {"q": "{{input.q}}", "n": [1, true]},
               "degraded": {"model": "small", "limits": {"tokens": 1e2}}},
             "auth_config": {"auth_type": "oauth2", "credentials": {"client_id": "c",
               "client_secret": "s", "token_url": "https://login.example.com/token"},
               "signing_secret": "generate"},
             "max_monthly_cost": 100.0, "max_daily_cost": 10, "cost_per_execution": 0.000001,
             "requests_per_minute": 1, "requests_per_hour": 2, "requests_per_day": 3,
             "max_concurrency": 4, "budget_enforcement": "soft", "tags": ["a", "b"],
             "environment": "staging", "requires_approval": true}\
            """;

    private static final JsonMapper ANY =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final Gate gate = new Gate();

    @Test
    void acceptsEveryFieldAtOnce() {
        assertThat(gate.register(GOOD).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    /name | null | #/name | is required
                    /name | 7 | #/name | accepted: text
                    /name | "   " | #/name | accepted: 1 to 200
                    /name | "a\\u0000b" | #/name | control character
                    /description | ["x"] | #/description | is a list
                    /platform | "irc" | #/platform | copilot_studio, teams, discord
                    /platform | {} | #/platform | is an object
                    /webhook_url | null | #/webhook_url | is required
                    /webhook_url | "http://agents.example.com" | #/webhook_url | https://
                    /webhook_url | "http://127.0.0.1:80/" | #/webhook_url | https://
                    /webhook_url | "https://169.254.169.254/latest" | #/webhook_url | not public
                    /webhook_url | "https://[::ffff:10.0.0.1]/" | #/webhook_url | not public
                    /webhook_url | "https://localhost/" | #/webhook_url | public DNS name
                    /webhook_url | "https://u:p@agents.example.com/" | #/webhook_url | auth_config
                    /webhook_url | "https://a b" | #/webhook_url | not a URL
                    /webhook_url | "https://x.webhook.office.com/webhookb2/1" | #/webhook_url | retired
                    /max_monthly_cost | -1 | #/max_monthly_cost | from 0
                    /max_monthly_cost | "100" | #/max_monthly_cost | accepted: a number
                    /max_monthly_cost | 1e2147483647 | #/max_monthly_cost | too large or too small
                    /max_monthly_cost | 1e-2147483647 | #/max_monthly_cost | too large or too small
                    /max_daily_cost | 0.0000001 | #/max_daily_cost | at most 6 decimals
                    /max_daily_cost | 1000000000.1 | #/max_daily_cost | from 0
                    /cost_per_execution | true | #/cost_per_execution | is a boolean
                    /requests_per_minute | 0 | #/requests_per_minute | from 1
                    /requests_per_minute | 1.5 | #/requests_per_minute | a whole number
                    /requests_per_minute | 1e2147483647 | #/requests_per_minute | too large or too small
                    /requests_per_hour | 1000000001 | #/requests_per_hour | to 1000000000
                    /max_concurrency | -3 | #/max_concurrency | from 1
                    /budget_enforcement | "maybe" | #/budget_enforcement | hard, soft
                    /tags | "a" | #/tags | a list of texts
                    /tags | ["a", 1] | #/tags/1 | accepted: text
                    /tags | [""] | #/tags/0 | 1 to 64
                    /environment | "Big Town" | #/environment | small letters
                    /requires_approval | "yes" | #/requires_approval | true or false
                    /status | "active" | #/status | is not known
                    /agent_id | "x" | #/agent_id | is not known
                    /platform_config | [] | #/platform_config | an object is expected
                    /platform_config/chat_id | "1" | #/platform_config/chat_id | accepted: cost_field
                    /platform_config/cost_field | "cost" | #/platform_config/cost_field | JSON pointer
                    /platform_config/cost_header | "X-Cost" | #/platform_config | one of cost_field, cost_header
                    /platform_config/output_field | "/a~2" | #/platform_config/output_field | JSON pointer
                    /platform_config/max_cost_per_execution | -1 | #/platform_config/max_cost_per_execution | from 0
                    /platform_config/request_template | {"a": ["{{inputs}}"]} | #/platform_config/request_template | /a/0 has a placeholder for nothing
                    /platform_config/request_template | {"a": null} | #/platform_config/request_template | /a is null
                    /platform_config/request_template | "Ask {{input.x" | #/platform_config/request_template | does not end
                    /platform_config/degraded | "small" | #/platform_config/degraded | an object is expected
                    /platform_config/degraded | {"model": {"name": null}} | #/platform_config/degraded | /model/name is null
                    /auth_config | "none" | #/auth_config | an object is expected
                    /auth_config/auth_type | "ntlm" | #/auth_config/auth_type | api_key, bearer_token, basic, oauth2, custom, none
                    /auth_config/auth_type | null | #/auth_config/auth_type | is required
                    /auth_config/auth_type | "none" | #/auth_config/credentials/client_id | is not known
                    /auth_config/extra | 1 | #/auth_config/extra | auth_type, credentials
                    /auth_config/credentials | null | #/auth_config/credentials | is required
                    /auth_config/credentials | 1 | #/auth_config/credentials | an object is expected
                    /auth_config/credentials/client_secret | null | #/auth_config/credentials/client_secret | is required
                    /auth_config/credentials/client_secret | "a\\nb" | #/auth_config/credentials | client_secret
                    /auth_config/credentials/password | "x" | #/auth_config/credentials/password | client_id
                    /auth_config/credentials/token_url | "https://10.0.0.1/" | #/auth_config/credentials/token_url | not public
                    """)
    void saysWhatIsWrongAndWhatIsAccepted(String field, String value, String where, String said) {
        var answer = gate.register(with(field, value));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("in").asText()).isEqualTo(where);
        assertThat(answer.detail()).contains(said);
        assertThat(gate.audit.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    custom | {"headers": {}} | at least one
                    custom | {"headers": {"Host": "x"}} | cannot be set
                    custom | {"headers": {"X-A": 1}} | not text
                    custom | {"headers": {"X-A": "a\\r\\nB: c"}} | visible ASCII
                    custom | {} | is required
                    basic | {"username": "a:b", "password": "p"} | no colon
                    basic | {"username": "a"} | is required
                    bearer_token | {"token": "a b"} | no blank
                    bearer_token | {"api_key": "a"} | is required
                    api_key | {"api_key": "k", "header": "Content-Length"} | cannot be set
                    api_key | {"api_key": "k", "header": "a b"} | not a header name
                    none | {"token": "t"} | is not known
                    """)
    void refusesCredentialsThatDoNotFitTheirType(String type, String credentials, String said) {
        var config = "{\"auth_type\": \"%s\", \"credentials\": %s}".formatted(type, credentials);

        var answer = gate.register(with("/auth_config", config));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.detail()).startsWith("#/auth_config/credentials").contains(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    discord | https://discord.com/api/webhooks/123/a-B_c | {"username": "Gate"} | 201
                    discord | https://discord.com/channels/1/2 | {} | 400
                    discord | https://discord.com.example.com/api/webhooks/1/a | {} | 400
                    discord | https://discord.com/api/webhooks/123/abc | {"username": "my clyde"} | 400
                    slack | https://hooks.slack.com/services/T0/B0/abc | {"channel": "C012345"} | 201
                    discord | https://discord.com/api/webhooks/123/abc | {"application_owned": true} | 201
                    slack | https://hooks.slack.com/triggers/T0/1/abc | {} | 400
                    slack | https://hooks.slack.com/workflows/T0/A0/1/abc | {} | 400
                    slack | https://slack.com/services/T0/B0/abc | {} | 400
                    slack | https://hooks.slack.com/services/T0/B0/abc | {"channel": "general"} | 400
                    telegram | https://api.telegram.org/bot12:AB-c/sendMessage | {"chat_id": -1001234} | 201
                    telegram | https://api.telegram.org/sendMessage | {"chat_id": "@channel"} | 400
                    telegram | https://api.telegram.org/bot12:AB/sendMessage | {"chat_id": "channel"} | 400
                    notion | https://api.notion.com/v1/pages | {"database_id": "0123456789abcdef0123456789abcdef"} | 201
                    notion | https://www.notion.so/page | {} | 400
                    notion | https://api.notion.com/v1/search | {} | 400
                    notion | https://api.notion.com/v1/pages | {"page_id": "0123456789abcdef0123456789abcdef", "database_id": "0123456789abcdef0123456789abcdef"} | 400
                    notion | https://api.notion.com/v1/pages | {"properties": {"Cost": {"value": "cost", "type": "number"}, "By": {"value": "asked_by", "type": "select"}}} | 201
                    notion | https://api.notion.com/v1/pages | {"properties": {"Agent": {"value": "agent", "type": "select"}, "Name": {"value": "agent", "type": "rich_text"}}} | 201
                    notion | https://api.notion.com/v1/pages | {"properties": {"Agent": {"value": "agent", "type": "number"}}} | 400
                    notion | https://api.notion.com/v1/pages | {"properties": {"Cost": {"value": "asked_by", "type": "number"}}} | 400
                    notion | https://api.notion.com/v1/pages | {"properties": {"Cost": {"value": "cost", "type": "formula"}}} | 400
                    notion | https://api.notion.com/v1/pages | {"properties": {"Cost": "cost"}} | 400
                    notion | https://api.notion.com/v1/pages | {"database_id": "xyz"} | 400
                    teams | https://prod-23.westeurope.logic.azure.com:443/workflows/a/triggers/manual/paths/invoke?sig=x | {"team": "T"} | 201
                    teams | https://default0a.1f.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/a/triggers/manual/paths/invoke?sig=x | {} | 201
                    teams | https://outlook.office.com/webhook/a@b/IncomingWebhook/c/d | {} | 400
                    teams | https://contoso.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d | {} | 400
                    teams | https://logic.azure.com.example.com/workflows/a | {} | 400
                    copilot_studio | https://defaultab.12.environment.api.powerplatform.com/powervirtualagents/botsbyschema/cr0_b/directline/token?api-version=2022-03-01-preview | {"schema_name": "cr0_b"} | 201
                    copilot_studio | https://europe.directline.botframework.com/v3/directline/conversations | {} | 201
                    copilot_studio | https://india.directline.botframework.com/v3/directline | {"quiet_seconds": 2.5, "locale": "de-DE"} | 201
                    copilot_studio | https://directline.botframework.com/v3/directline | {"quiet_seconds": 61} | 400
                    copilot_studio | https://copilotstudio.microsoft.com/ | {} | 400
                    """)
    void knowsWhereEachPlatformIs(String platform, String url, String config, int status) {
        var answer =
                gate.register(
                        """
                        {"name": "A", "platform": "%s", "webhook_url": "%s", "platform_config": %s}\
                        """
                                .formatted(platform, url, config));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).doesNotContain(java.net.URI.create(url).getPath() + "\"");
    }

    @Test
    void refusesWhatIsNotAJsonObjectOfAFairSize() {
        assertThat(register("").status()).isEqualTo(400);
        assertThat(register("[]").status()).isEqualTo(400);
        assertThat(register("{").status()).isEqualTo(400);
        assertThat(register("{\"name\": 1, \"name\": 2}").status()).isEqualTo(400);
        assertThat(register("{} {}").status()).isEqualTo(400);
        assertThat(register("[".repeat(60_000)).status()).isEqualTo(400);
        assertThat(register("{\"a\": " + "9".repeat(60_000) + "}").status()).isEqualTo(400);
        assertThat(register("{\"a\": \"" + "x".repeat(65_536) + "\"}").status()).isEqualTo(413);
        assertThat(
                        gate.call(
                                        Route.REGISTER_AGENT,
                                        "",
                                        GOOD,
                                        Map.of("content-type", "text/plain"))
                                .status())
                .isEqualTo(415);
    }

    @Test
    void refusesHalvesOfCharacters() {
        var answer = register("{\"name\": \"a\\ud800b\", \"platform\": \"slack\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).startsWith("#/name ").contains("half of a character");
    }

    @Test
    void refusesWhatAChangeMayNotDo() {
        var id = gate.register(GOOD).json().path("id").asText();

        for (var body :
                List.of(
                        "{\"status\": \"deleted\"}",
                        "{\"platform\": \"slack\"}",
                        "{\"name\": null}",
                        "{\"cost_per_execution\": null}",
                        "{\"environment\": null}",
                        "{\"webhook_url\": null}",
                        "{\"id\": \"x\"}",
                        "[]")) {
            assertThat(gate.change(id, body).status()).as(body).isEqualTo(400);
        }
        for (var tag : List.of("3", "\"x\"", "W/\"1\"", "\"99999999999\"")) {
            assertThat(gate.call(Route.CHANGE_AGENT, id, "{}", Map.of("if-match", tag)).status())
                    .as(tag)
                    .isEqualTo(400);
        }
    }

    @Test
    void refusesAListThatCannotBe() {
        for (var query :
                List.of(
                        Map.of("limit", "0"),
                        Map.of("limit", "201"),
                        Map.of("limit", "x"),
                        Map.of("cursor", "!"),
                        Map.of("cursor", "bm8"),
                        Map.of("cursor", dev.tollgate.lambda.Cursor.seal("name#")),
                        Map.of("page", "2"))) {
            assertThat(gate.list(query).status()).as("%s", query).isEqualTo(400);
        }
    }

    /** Good bodies with a few random wounds, and bytes that are no JSON at all. */
    @Test
    void neverFailsWhateverIsSent() {
        var random = new SplittableRandom(20260302);
        for (int i = 0; i < 4000; i++) {
            var body = i % 8 == 0 ? noise(random) : wounded(random);
            var route = i % 3 == 0 ? Route.CHANGE_AGENT : Route.REGISTER_AGENT;
            var id = route == Route.CHANGE_AGENT ? someAgent() : "";
            var event = Gate.event(gate.acme, route, id, body, Map.of());
            if (i % 16 == 0) {
                event.setBody(Base64.getEncoder().encodeToString(bytes(random)));
                event.setIsBase64Encoded(true);
            }

            var answer = gate.call(event);

            assertThat(answer.status())
                    .as("%s: %s", body, answer.text())
                    .isIn(200, 201, 400, 409, 413, 415);
            if (answer.status() >= 400) {
                assertThat(Set.copyOf(names(answer))).contains("type", "title", "code", "detail");
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            }
        }
    }

    private static List<String> names(Gate.Reply answer) {
        return answer.json().properties().stream().map(Map.Entry::getKey).toList();
    }

    private String someAgent() {
        var items = gate.list(Map.of("limit", "1")).json().path("items");
        return items.isEmpty()
                ? gate.register(GOOD).json().path("id").asText()
                : items.get(0).path("id").asText();
    }

    private static String wounded(RandomGenerator random) {
        var body = (ObjectNode) json(GOOD.replace("Support", "Agent " + random.nextInt(99)));
        for (int wounds = random.nextInt(3); wounds >= 0; wounds--) {
            var names = body.properties().stream().map(Map.Entry::getKey).toList();
            var name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
            if (body.get(name) instanceof ObjectNode inner && random.nextBoolean()) {
                var fields = inner.properties().stream().map(Map.Entry::getKey).toList();
                var field = fields.isEmpty() ? "y" : fields.get(random.nextInt(fields.size()));
                inner.set(field, json(value(random, 2)));
            } else if (random.nextInt(5) == 0) {
                body.remove(name);
            } else {
                body.set(random.nextInt(6) == 0 ? name + "_" : name, json(value(random, 2)));
            }
        }
        return body.toString();
    }

    private static String value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> Long.toString(random.nextLong());
            case 3 -> random.nextInt(-5, 5) + "." + random.nextInt(9999999);
            case 4 -> "-0.0";
            case 5 -> "1e" + random.nextInt(-999999999, 999999999);
            case 6 -> "\"" + "x".repeat(random.nextInt(3000)) + "\"";
            case 7 -> "\"\\u%04x\\u%04x\"".formatted(random.nextInt(65536), random.nextInt(65536));
            case 8 -> "\"https://%d.%d.0.1:%d/\"".formatted(random.nextInt(300), 7, 99999);
            case 9 -> "[" + value(random, depth - 1) + "," + value(random, depth - 1) + "]";
            default -> "{\"k" + random.nextInt(3) + "\":" + value(random, depth - 1) + "}";
        };
    }

    private static String noise(RandomGenerator random) {
        var letters = "{}[]\",:\\ue+-.0123456789ntf /\u0000\ud83d\u00e9";
        var text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static byte[] bytes(RandomGenerator random) {
        var bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        if (bytes.length > 4 && random.nextBoolean()) {
            bytes[0] = 0;
            bytes[1] = 0;
        }
        return bytes;
    }

    /** Takes numbers too that the gate refuses. */
    private static JsonNode json(String text) {
        try {
            return ANY.readTree(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Gate.Reply register(String body) {
        return gate.register(body);
    }

    private static String with(String pointer, String value) {
        var body = (ObjectNode) json(GOOD);
        int slash = pointer.lastIndexOf('/');
        var parent = (ObjectNode) body.at(pointer.substring(0, slash));
        parent.set(pointer.substring(slash + 1), json(value));
        return body.toString();
    }
}
