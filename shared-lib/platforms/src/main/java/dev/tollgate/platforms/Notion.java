package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.Progress;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundCall.Method;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A page in a Notion data source, in a database, or below a page. One that is larger than a request
 * may be is created with its beginning, and the rest appended; {@link Progress#carry} is the id of
 * the page and its address. Notion knows no idempotency key: an attempt that broke off after its
 * request was sent may have made a page, and the next makes another.
 *
 * <p>It answers 429 {@code rate_limited} and 529 {@code service_overload} with {@code Retry-After},
 * 409 {@code conflict_error} for what may be tried again, and 400 {@code validation_error} for what
 * may not (<a href="https://developers.notion.com/reference/status-codes">status codes</a>).
 */
final class Notion implements PlatformAdapter {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{32,36}");
    private static final String PAGES = "/pages";
    private static final int LONGEST_CARRY = 500;

    @Override
    public boolean answersAtOnce() {
        return false;
    }

    /**
     * "An average of three requests per second" for a connection (<a
     * href="https://developers.notion.com/reference/request-limits#rate-limits">rate limits</a>).
     */
    @Override
    public Optional<Pace> pace() {
        return Optional.of(new Pace(3, Duration.ofSeconds(1)));
    }

    @Override
    public Rendered render(Agent agent, Message message) {
        var config = agent.platformConfig();
        var parents = List.of("data_source_id", "database_id", "page_id");
        if (parents.stream().noneMatch(config::containsKey)) {
            return new Rendered.Unfit(
                    "The agent has no place in Notion; platform_config needs one of "
                            + String.join(", ", parents)
                            + ".");
        }
        var page = NotionPage.of(agent, message, Post.of(message));
        int needed = page.path("requests").size();
        return needed > Requests.MOST
                ? new Rendered.Unfit(
                        "Its page in Notion needs "
                                + needed
                                + " requests; accepted: what "
                                + Requests.MOST
                                + " requests of "
                                + NotionBlocks.MOST
                                + " blocks hold.")
                : new Rendered.Ready(page.toString());
    }

    @Override
    public Sent send(Consignment consignment, Requests requests, PlatformAddresses addresses) {
        if (consignment.secret().auth() instanceof OutboundAuth.None) {
            return Sent.failed(
                    new Execution.Blocked(
                            "The agent has no token of a Notion integration; auth_config needs a"
                                    + " bearer_token."),
                    consignment.progress());
        }
        var body = Parsed.json(consignment.body());
        var version = Map.of("Notion-Version", body.path("version").asText());
        var base = base(consignment, addresses);
        var sent = Sent.failed(new Execution.Blocked("There is no page."), consignment.progress());
        for (int i = sent.progress().taken(); i < body.path("requests").size(); i++) {
            var execution =
                    requests.send(
                            i == 0 ? Method.POST : Method.PATCH,
                            i == 0 ? URI.create(base + PAGES) : children(base, sent.progress()),
                            consignment.secret().auth(),
                            version,
                            body.path("requests").get(i).toString());
            if (!(execution instanceof Execution.Answered answered)) {
                return Sent.failed(execution, sent.progress());
            }
            var page = i == 0 ? page(answered) : sent.progress().carry();
            if (page.isEmpty() && i + 1 < body.path("requests").size()) {
                return Sent.failed(
                        new Execution.Broken("Its answer names no page."), sent.progress());
            }
            sent = new Sent(answered, sent.progress().and(page), Optional.of(output(page)));
        }
        return sent;
    }

    /**
     * Whoever registered an address gave that of {@code /v1/pages}, or of all below {@code /v1}.
     */
    private static String base(Consignment consignment, PlatformAddresses addresses) {
        var text = consignment.secret().webhookUrl().orElse(addresses.notion()).toString();
        return text.endsWith(PAGES) ? text.substring(0, text.length() - PAGES.length()) : text;
    }

    private static URI children(String base, Progress progress) {
        return URI.create(base + "/blocks/" + progress.carry().split(" ", 2)[0] + "/children");
    }

    /** The id and, if there is one that is not too long to carry, the address; empty without. */
    private static String page(Execution.Answered answered) {
        var page = Parsed.json(answered.body());
        var id = page.path("id").asText();
        if (!ID.matcher(id).matches()) {
            return "";
        }
        var both = id + " " + page.path("url").asText();
        return both.length() <= LONGEST_CARRY ? both.strip() : id;
    }

    private static String output(String page) {
        var parts = page.split(" ", 2);
        var output = JSON.createObjectNode().put("page_id", parts[0]);
        if (parts.length > 1) {
            output.put("url", parts[1]);
        }
        return output.toString();
    }
}
