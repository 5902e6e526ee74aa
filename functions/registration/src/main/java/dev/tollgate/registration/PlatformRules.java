package dev.tollgate.registration;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.inbound.Inbound;
import dev.tollgate.lambda.Fields;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a platform's {@code webhook_url} and {@code platform_config} may be. What is given must be
 * right; what is missing is for {@link Warnings} to tell, since people register an agent before
 * they have everything.
 */
record PlatformRules(Optional<AddressRule> address, List<ConfigField> config) {
    static final List<String> NOTION_PLACES = List.of("database_id", "data_source_id", "page_id");

    private static final String UUID =
            "[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}";

    private static final String RETIREMENT =
            "https://devblogs.microsoft.com/microsoft365dev/retirement-of-office-365-connectors-within-microsoft-teams/";

    /** Announced in July 2024; the last date was moved several times, into 2026. */
    private static final String RETIRED_CONNECTORS =
            "(?i)(.+\\.)?webhook\\.office\\.com|outlook\\.office(365)?\\.com";

    /** The agent that a platform's commands go to, if not the one that they come in by. */
    private static final ConfigField TARGET =
            ConfigField.text(
                    "target_agent_id", Ids.pattern(AgentId.PREFIX), "the id of an agent, agt_…");

    static PlatformRules of(Platform platform) {
        return switch (platform) {
            case COPILOT_STUDIO -> COPILOT_STUDIO;
            case TEAMS -> TEAMS;
            case DISCORD -> DISCORD;
            case SLACK -> SLACK;
            case TELEGRAM -> TELEGRAM;
            case NOTION -> NOTION;
            case CUSTOM_HTTP -> CUSTOM_HTTP;
        };
    }

    /**
     * The token endpoint that Copilot Studio shows for a custom app, or Direct Line in its region.
     * An agent with a Direct Line secret needs none. {@code quiet_seconds} is how long to listen
     * for more after a message.
     *
     * @see <a
     *     href="https://learn.microsoft.com/en-us/microsoft-copilot-studio/publication-connect-bot-to-custom-application">custom
     *     applications</a>
     */
    private static final PlatformRules COPILOT_STUDIO =
            new PlatformRules(
                    Optional.of(
                            AddressRule.of(
                                    "([a-z0-9-]+\\.)*directline\\.botframework\\.(com|azure\\.us|azure\\.cn)"
                                            + "|([a-z0-9-]+\\.)+api(\\.gov|\\.high)?\\.powerplatform\\.(com|us)",
                                    ".*",
                                    "the token endpoint that Copilot Studio shows, at"
                                            + " https://….api.powerplatform.com/…, or"
                                            + " https://directline.botframework.com/…")),
                    List.of(
                            ConfigField.label("environment_id", 128),
                            ConfigField.label("schema_name", 128),
                            ConfigField.text("tenant_id", UUID, "a UUID"),
                            ConfigField.text("bot_id", UUID, "a UUID"),
                            ConfigField.text(
                                    "locale", "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "such as en-US"),
                            ConfigField.seconds("quiet_seconds", 60)));

    /**
     * A Workflows webhook; its host was {@code logic.azure.com} and now is {@code
     * api.powerplatform.com}.
     *
     * @see <a
     *     href="https://support.microsoft.com/en-us/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498">webhooks
     *     with Workflows</a>
     */
    private static final PlatformRules TEAMS =
            new PlatformRules(
                    Optional.of(
                            AddressRule.of(
                                    "([a-z0-9-]+\\.)+logic\\.azure\\.(com|us|cn)"
                                            + "|([a-z0-9-]+\\.)+api(\\.gov|\\.high)?\\.powerplatform\\.(com|us|cn)",
                                    ".*/workflows/.+",
                                    "the URL of a Workflows webhook, at"
                                            + " https://….logic.azure.com/workflows/… or"
                                            + " https://….api.powerplatform.com/…/workflows/…")),
                    List.of(
                            ConfigField.label("team", 256),
                            ConfigField.label("channel", 256),
                            ConfigField.text("tenant_id", UUID, "a UUID"),
                            ConfigField.text("bot_app_id", UUID, "a UUID"),
                            TARGET));

    /**
     * {@code application_owned} says that an application has made the webhook, and not a person:
     * only then does it take buttons that decide something.
     *
     * @see <a href="https://docs.discord.com/developers/resources/webhook#execute-webhook">Execute
     *     Webhook</a>; <a
     *     href="https://docs.discord.com/developers/resources/webhook#create-webhook">what its name
     *     may be</a>
     */
    private static final PlatformRules DISCORD =
            new PlatformRules(
                    Optional.of(
                            AddressRule.of(
                                    "((ptb|canary)\\.)?discord(app)?\\.com",
                                    "/api(/v[0-9]{1,2})?/webhooks/[0-9]+/[A-Za-z0-9_-]+",
                                    "https://discord.com/api/webhooks/ID/TOKEN")),
                    List.of(
                            ConfigField.text(
                                    "username",
                                    "(?i)(?!.*(clyde|discord))[^\\p{Cc}\\p{Cs}]{1,80}",
                                    "1 to 80 characters, without 'clyde' and 'discord'"),
                            ConfigField.text(
                                    "avatar_url", "https://[!-~]+", "an address with https"),
                            ConfigField.id("thread_id", "[0-9]{1,20}", "a Discord id"),
                            ConfigField.flag("application_owned"),
                            ConfigField.checked(
                                    "public_key",
                                    key ->
                                            Inbound.of(Platform.DISCORD)
                                                    .orElseThrow()
                                                    .checkedKey(key)),
                            ConfigField.id("application_id", "[0-9]{1,20}", "a Discord id"),
                            TARGET));

    /**
     * An incoming webhook; without one, {@code channel} is where a bot's token posts. The webhook
     * of a workflow takes variables and no messages.
     *
     * @see <a
     *     href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">incoming
     *     webhooks</a>; <a
     *     href="https://docs.slack.dev/reference/methods/chat.postMessage#channels">channels</a>;
     *     <a
     *     href="https://docs.slack.dev/tools/slack-github-action/sending-techniques/sending-data-webhook-slack-workflow">webhooks
     *     of workflows</a>
     */
    private static final PlatformRules SLACK =
            new PlatformRules(
                    Optional.of(
                            AddressRule.of(
                                    "hooks\\.slack(-gov)?\\.com",
                                    "/services(/[A-Za-z0-9_-]+){3,4}",
                                    "an incoming webhook, at"
                                            + " https://hooks.slack.com/services/T…/B…/…")),
                    List.of(
                            ConfigField.text(
                                    "channel",
                                    "[CGDU][A-Z0-9]{2,20}|#[^\\s\\p{Cc}\\p{Cs}]{1,80}",
                                    "a channel's id (C…) or #name"),
                            ConfigField.text(
                                    "thread_ts", "[0-9]{1,12}\\.[0-9]{1,9}", "a message's ts"),
                            ConfigField.flag("unfurl_links"),
                            TARGET));

    /**
     * The address follows from the bot's token, which is a credential (bearer_token or api_key); a
     * webhook_url is accepted for those who have it whole.
     *
     * @see <a href="https://core.telegram.org/bots/api#sendmessage">sendMessage</a>
     */
    private static final PlatformRules TELEGRAM =
            new PlatformRules(
                    Optional.of(
                            AddressRule.of(
                                    "api\\.telegram\\.org",
                                    "/bot[0-9]+:[A-Za-z0-9_-]+/sendMessage",
                                    "https://api.telegram.org/botTOKEN/sendMessage")),
                    List.of(
                            ConfigField.id(
                                    "chat_id",
                                    "-?[0-9]{1,20}|@[A-Za-z0-9_]{4,32}",
                                    "a chat's number or @channelname"),
                            ConfigField.id("message_thread_id", "[0-9]{1,20}", "a number"),
                            ConfigField.flag("disable_notification"),
                            TARGET));

    /**
     * One place, and for a data source or a database the columns that pages fill.
     *
     * @see <a href="https://developers.notion.com/reference/post-page">Create a page</a>
     */
    private static final PlatformRules NOTION =
            new PlatformRules(
                    Optional.of(
                            AddressRule.of(
                                    "api\\.notion\\.com",
                                    "/v1/pages",
                                    "https://api.notion.com/v1/pages")),
                    List.of(
                            ConfigField.text("database_id", UUID, "a UUID, with dashes or without"),
                            ConfigField.text(
                                    "data_source_id", UUID, "a UUID, with dashes or without"),
                            ConfigField.text("page_id", UUID, "a UUID, with dashes or without"),
                            ConfigField.label("title_property", 256),
                            new ConfigField("properties", NotionColumns::read),
                            ConfigField.text(
                                    "notion_version",
                                    "20[0-9]{2}-[0-9]{2}-[0-9]{2}",
                                    "a date such as 2025-09-03")));

    /**
     * Any public https address. {@code cost_field} and {@code cost_header} say where an answer
     * declares what the call really cost, in dollars, and {@code max_cost_per_execution} how much
     * of it is believed; {@code output_field} where its output is; {@code request_template} what a
     * call's request looks like; {@code degraded} the settings that go with a call once a soft
     * budget is nearly spent.
     */
    private static final PlatformRules CUSTOM_HTTP =
            new PlatformRules(
                    Optional.empty(),
                    List.of(
                            ConfigField.pointer("cost_field"),
                            ConfigField.header("cost_header"),
                            ConfigField.dollars("max_cost_per_execution"),
                            ConfigField.pointer("output_field"),
                            ConfigField.template("request_template"),
                            ConfigField.object("degraded")));

    /** Why the platform does not take calls there. */
    Optional<String> complaint(URI url) {
        if (url.getHost().matches(RETIRED_CONNECTORS)) {
            return Optional.of(
                    "This is an Office 365 connector, which Microsoft has retired; make a webhook"
                            + " with the Workflows app in Teams and register its URL, see "
                            + RETIREMENT
                            + ".");
        }
        return address.flatMap(rule -> rule.complaint(url));
    }

    /** Fields that are given replace those of the base, {@code null} removes them. */
    Map<String, Object> readConfig(Fields body, String name, Map<String, Object> base) {
        if (!body.has(name)) {
            return base;
        }
        var given = body.object(name);
        if (given.isEmpty()) {
            return Map.of();
        }
        var merged = new TreeMap<>(base);
        for (var field : config) {
            if (given.get().isNull(field.name())) {
                merged.remove(field.name());
            }
            field.read(given.get()).ifPresent(value -> merged.put(field.name(), value));
        }
        given.get().end();
        refuseTogether(body, name, merged, List.of("cost_field", "cost_header"));
        refuseTogether(body, name, merged, NOTION_PLACES);
        return merged;
    }

    private static void refuseTogether(
            Fields body, String name, Map<String, Object> config, List<String> alternatives) {
        var given = alternatives.stream().filter(config::containsKey).toList();
        if (given.size() > 1) {
            throw body.refuse(
                    name,
                    "has "
                            + String.join(" and ", given)
                            + "; accepted: one of "
                            + String.join(", ", alternatives)
                            + ", or none.");
        }
    }
}
