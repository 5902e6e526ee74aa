package dev.tollgate.registration;

import dev.tollgate.domain.agent.Agent;
import java.util.ArrayList;
import java.util.List;

/** What an agent still lacks, or what its owner may not have meant. */
final class Warnings {
    private Warnings() {}

    static List<String> of(Agent agent) {
        var warnings = new ArrayList<String>();
        if (!isReachable(agent)) {
            warnings.add("It cannot be invoked until " + missing(agent) + ".");
        }
        var daily = agent.budget().daily();
        var monthly = agent.budget().monthly();
        if (daily.isPresent() && monthly.isPresent() && daily.get().compareTo(monthly.get()) > 0) {
            warnings.add("max_daily_cost is more than max_monthly_cost, which ends first.");
        }
        return warnings;
    }

    private static boolean isReachable(Agent agent) {
        boolean hasUrl = agent.endpoint().isPresent();
        var auth = agent.authType();
        var config = agent.platformConfig();
        return switch (agent.platform()) {
            case COPILOT_STUDIO, TEAMS, DISCORD, CUSTOM_HTTP -> hasUrl;
            case SLACK -> hasUrl || (auth.equals("bearer_token") && config.containsKey("channel"));
            case TELEGRAM ->
                    (hasUrl || auth.equals("bearer_token") || auth.equals("api_key"))
                            && config.containsKey("chat_id");
            case NOTION -> hasUrl || (!auth.equals("none") && hasNotionParent(agent));
        };
    }

    private static String missing(Agent agent) {
        return switch (agent.platform()) {
            case COPILOT_STUDIO, TEAMS, DISCORD, CUSTOM_HTTP -> "a webhook_url is set";
            case SLACK ->
                    "a webhook_url, or a bot's token as bearer_token and platform_config.channel,"
                            + " are set";
            case TELEGRAM ->
                    "a bot's token as bearer_token or api_key and platform_config.chat_id are set";
            case NOTION ->
                    "an integration's token and platform_config.database_id, data_source_id or"
                            + " page_id are set";
        };
    }

    private static boolean hasNotionParent(Agent agent) {
        return List.of("database_id", "data_source_id", "page_id").stream()
                .anyMatch(agent.platformConfig()::containsKey);
    }
}
