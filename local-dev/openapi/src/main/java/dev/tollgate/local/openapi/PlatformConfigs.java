package dev.tollgate.local.openapi;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code platform_config} may hold, which is another on every platform. */
final class PlatformConfigs {
    private static final Schema TEXT = Schema.notBlank();

    private static final Schema ID =
            Schema.any()
                    .with("type", List.of("string", "integer"))
                    .described("A number, as text or not.");

    private static final Schema UUID =
            Schema.matching(
                    "[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}");

    private static final Schema POINTER =
            Schema.matching("(/([^~/]|~[01])*)+")
                    .described("A JSON pointer into the agent's answer, such as /usage/cost_usd.");

    private static final Schema TARGET =
            Values.id(AgentId.PREFIX)
                    .described("The agent that commands go to, if not the one they come in by.");

    private PlatformConfigs() {}

    static Map<String, Schema> schemas() {
        var schemas = new LinkedHashMap<String, Schema>();
        for (var platform : Platform.values()) {
            schemas.put(name(platform), shape(platform).schema());
        }
        return schemas;
    }

    /** Of any platform. */
    static Schema any() {
        return Schema.anyOf(
                Arrays.stream(Platform.values()).map(it -> Schema.ref(name(it))).toList());
    }

    /** That the configuration is one of the body's {@code platform}. */
    static List<Map<String, Object>> ofThePlatform() {
        var rules = new ArrayList<Map<String, Object>>();
        for (var platform : Platform.values()) {
            var rule = new LinkedHashMap<String, Object>();
            rule.put(
                    "if",
                    Map.of("properties", Map.of("platform", Map.of("const", platform.text()))));
            rule.put(
                    "then",
                    Map.of(
                            "properties",
                            Map.of(
                                    "platform_config",
                                    Schema.ref(name(platform)).orNull().keywords())));
            rules.add(rule);
        }
        return rules;
    }

    /** Of the schema. */
    static String name(Platform platform) {
        return switch (platform) {
            case COPILOT_STUDIO -> "CopilotStudioConfig";
            case TEAMS -> "TeamsConfig";
            case DISCORD -> "DiscordConfig";
            case SLACK -> "SlackConfig";
            case TELEGRAM -> "TelegramConfig";
            case NOTION -> "NotionConfig";
            case CUSTOM_HTTP -> "CustomHttpConfig";
        };
    }

    private static Shape shape(Platform platform) {
        return switch (platform) {
            case COPILOT_STUDIO ->
                    Shape.read()
                            .maybe("environment_id", TEXT)
                            .maybe("schema_name", TEXT)
                            .maybe("tenant_id", UUID)
                            .maybe("bot_id", UUID)
                            .maybe("locale", Schema.matching("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"))
                            .maybe(
                                    "quiet_seconds",
                                    Schema.number()
                                            .described(
                                                    "How long to listen for more after a message."));
            case TEAMS ->
                    Shape.read()
                            .maybe("team", TEXT)
                            .maybe("channel", TEXT)
                            .maybe("tenant_id", UUID)
                            .maybe("bot_app_id", UUID)
                            .maybe("target_agent_id", TARGET);
            case DISCORD ->
                    Shape.read()
                            .maybe("username", TEXT)
                            .maybe("avatar_url", Schema.matching("https://[!-~]+"))
                            .maybe("thread_id", ID)
                            .maybe("application_owned", Schema.flag())
                            .maybe("public_key", TEXT)
                            .maybe("application_id", ID)
                            .maybe("target_agent_id", TARGET);
            case SLACK ->
                    Shape.read()
                            .maybe("channel", TEXT.described("A channel's id, C…, or #name."))
                            .maybe("thread_ts", Schema.matching("[0-9]{1,12}\\.[0-9]{1,9}"))
                            .maybe("unfurl_links", Schema.flag())
                            .maybe("target_agent_id", TARGET);
            case TELEGRAM ->
                    Shape.read()
                            .maybe("chat_id", ID.described("A chat's number, or @channelname."))
                            .maybe("message_thread_id", ID)
                            .maybe("disable_notification", Schema.flag())
                            .maybe("target_agent_id", TARGET);
            case NOTION ->
                    Shape.read()
                            .maybe("database_id", UUID)
                            .maybe("data_source_id", UUID)
                            .maybe("page_id", UUID)
                            .maybe("title_property", TEXT)
                            .maybe("properties", columns())
                            .maybe(
                                    "notion_version",
                                    Schema.matching("20[0-9]{2}-[0-9]{2}-[0-9]{2}"));
            case CUSTOM_HTTP ->
                    Shape.read()
                            .maybe("cost_field", POINTER)
                            .maybe("cost_header", TEXT)
                            .maybe("max_cost_per_execution", Values.DOLLARS)
                            .maybe("output_field", POINTER)
                            .maybe(
                                    "request_template",
                                    Schema.anything()
                                            .described(
                                                    "What a call's request looks like, with places"
                                                            + " such as {{input}}."))
                            .maybe(
                                    "degraded",
                                    Schema.object()
                                            .described(
                                                    "Settings that go with a call once a soft"
                                                            + " budget is nearly spent."));
        };
    }

    /** Columns of a Notion database, each with what fills it. */
    private static Schema columns() {
        return Schema.map(
                        Shape.read()
                                .always("type", Schema.word("number", "rich_text", "select", "url"))
                                .always(
                                        "value",
                                        Schema.word(
                                                "agent",
                                                "asked_by",
                                                "cost",
                                                "link",
                                                "status",
                                                "took"))
                                .schema())
                .with("maxProperties", 50);
    }
}
