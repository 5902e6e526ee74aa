package dev.tollgate.local.benchmark;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tollgate.domain.Ids;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.agent.Agent;
import dev.tollgate.domain.agent.AgentStatus;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.domain.identity.LinkedAccount;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoLinkedAccounts;
import dev.tollgate.dynamodb.DynamoPolicies;
import dev.tollgate.dynamodb.DynamoUsers;
import dev.tollgate.invocation.InvocationFunction;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedContext;
import dev.tollgate.lambda.Route;
import dev.tollgate.secrets.SecretsManagerCredentials;
import dev.tollgate.testing.SampleUsers;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.HdrHistogram.Histogram;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * How long Slack waits: for the acknowledgement of a command that is then held for approval, and of
 * the button that approves it. <a
 * href="https://docs.slack.dev/interactivity/implementing-slash-commands">It gives up</a> after
 * 3000 ms. One person at a time, on a warm function as it is wired on Lambda.
 */
final class MeasuredInbound {
    private static final int CALLS = 200;
    private static final int WARM_UP = 40;
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Pattern APPROVAL = Pattern.compile("apr_[0-9a-z]{26}");

    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(InstantSource.system(), random);
    private final Dynamo tables;
    private final InvocationFunction function;

    MeasuredInbound(URI redis, Dynamo tables, SqsClient sqs) {
        this.tables = tables;
        createSealingKey();
        function =
                new InvocationFunction(
                        Environment.of(
                                Map.of(
                                        "TABLE_PREFIX",
                                        tables.prefix(),
                                        "REDIS_URL",
                                        redis.toString(),
                                        "DELIVERY_QUEUE_URL",
                                        queue(sqs, "held"),
                                        "DELIVERY_DLQ_URL",
                                        queue(sqs, "held-buried"))));
    }

    private static void createSealingKey() {
        try (var secrets =
                SecretsManagerClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            secrets.createSecret(create ->
                    create.name("tollgate/approval-sealing-key")
                            .secretString("benchmark".repeat(8)));
        }
    }

    private static String queue(SqsClient sqs, String name) {
        return sqs.createQueue(queue -> queue.queueName("benchmark-" + name)).queueUrl();
    }

    void print(Extent extent) {
        var bot = bot(ids.organisation());
        int warmUp = extent.of(WARM_UP);
        int calls = warmUp + extent.of(CALLS);
        var commands = new Histogram(3);
        var buttons = new Histogram(3);
        for (int i = 0; i < calls; i++) {
            var asked = call(bot, command(i));
            var pressed = call(bot, button(approval(asked.body()), i));
            if (i >= warmUp) {
                commands.recordValue(asked.nanos());
                buttons.recordValue(pressed.nanos());
            }
        }
        System.out.printf(
                "Slack waits for an acknowledgement, at most 3000 ms; %d of each, milliseconds%n",
                commands.getTotalCount());
        System.out.println("                        p50      p95      p99      max");
        print("command, then held", commands);
        print("button that approves", buttons);
    }

    private static void print(String what, Histogram histogram) {
        System.out.printf(
                "%-20s %8.1f %8.1f %8.1f %8.1f%n",
                what,
                histogram.getValueAtPercentile(50) / 1e6,
                histogram.getValueAtPercentile(95) / 1e6,
                histogram.getValueAtPercentile(99) / 1e6,
                histogram.getMaxValue() / 1e6);
    }

    /** A bot whose commands need the agreement of somebody that it knows. */
    private Agent bot(OrganisationId organisation) {
        var now = InstantSource.system().instant();
        var bot =
                new Agent(
                        ids.agent(),
                        organisation,
                        "bot",
                        "",
                        Platform.SLACK,
                        Optional.empty(),
                        "none",
                        Map.of(),
                        RateLimits.NONE,
                        Budget.NONE,
                        Money.ZERO,
                        List.of("billing"),
                        "production",
                        true,
                        AgentStatus.ACTIVE,
                        1,
                        1,
                        "usr_admin",
                        now,
                        now);
        new DynamoAgents(tables, random).add(bot);
        SecretsManagerCredentials.connect("tollgate/")
                .create(
                        organisation,
                        bot.id(),
                        new AgentSecret(
                                1,
                                Optional.of(URI.create("https://hooks.slack.com/services/T/B/X")),
                                new OutboundAuth.None(),
                                List.of(),
                                Optional.of(SECRET)));
        var policies = new DynamoPolicies(tables, random);
        MeasuredPolicies.mixed(1).forEach(policy -> policies.add(organisation, policy));
        var approver = SampleUsers.user(organisation, "approver", Role.APPROVER);
        new DynamoUsers(tables, random).add(approver);
        new DynamoLinkedAccounts(tables)
                .link(
                        new LinkedAccount(
                                organisation,
                                bot.id(),
                                "U2",
                                approver.id(),
                                bot.credentialVersion(),
                                "usr_admin",
                                now));
        return bot;
    }

    private static String command(int number) {
        return "command=%%2Fask&user_id=U1&user_name=asker&channel_id=C1&trigger_id=command.%d&text=hi"
                        .formatted(number)
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F1";
    }

    private static String button(String approval, int number) {
        var payload =
                """
                {"type":"block_actions","user":{"id":"U2"},"trigger_id":"button.%2$d",
                 "response_url":"https://hooks.slack.com/actions/1",
                 "actions":[{"type":"button","action_id":"tollgate:approve:%1$s",
                 "action_ts":"%2$d","value":"tollgate:approve:%1$s"}]}
                """
                        .formatted(approval, number);
        return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
    }

    private static String approval(String answer) {
        var found = APPROVAL.matcher(answer);
        if (!found.find()) {
            throw new IllegalStateException("not held: " + answer);
        }
        return found.group();
    }

    private record Called(long nanos, String body) {}

    private Called call(Agent bot, String body) {
        var event = event(bot, body);
        long start = System.nanoTime();
        var answer = function.handleRequest(event, new RehearsedContext());
        long took = System.nanoTime() - start;
        if (answer.getStatusCode() != 200) {
            throw new IllegalStateException("not acknowledged: " + answer);
        }
        return new Called(took, Optional.ofNullable(answer.getBody()).orElse(""));
    }

    private static APIGatewayV2HTTPEvent event(Agent bot, String body) {
        var http = new APIGatewayV2HTTPEvent.RequestContext.Http();
        http.setSourceIp("192.0.2.9");
        http.setMethod("POST");
        var seconds = Long.toString(InstantSource.system().instant().getEpochSecond());
        return APIGatewayV2HTTPEvent.builder()
                .withRouteKey(Route.INBOUND.key())
                .withPathParameters(Map.of("platform", "slack", "agentId", bot.id().value()))
                .withHeaders(
                        Map.of(
                                "content-type",
                                "application/x-www-form-urlencoded",
                                "x-slack-request-timestamp",
                                seconds,
                                "x-slack-signature",
                                "v0=" + hmac("v0:" + seconds + ":" + body)))
                .withBody(body)
                .withRequestContext(
                        APIGatewayV2HTTPEvent.RequestContext.builder()
                                .withRequestId("benchmark")
                                .withHttp(http)
                                .build())
                .build();
    }

    private static String hmac(String signed) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
