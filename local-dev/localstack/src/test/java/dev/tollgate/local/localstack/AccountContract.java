package dev.tollgate.local.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Limits;
import dev.tollgate.domain.agent.Agents;
import dev.tollgate.domain.approval.ApprovalSettings;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.domain.audit.AuditTrail;
import dev.tollgate.domain.delivery.Circuits;
import dev.tollgate.domain.delivery.Deliveries;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.DeliveryQueue;
import dev.tollgate.domain.event.Subscriptions;
import dev.tollgate.domain.identity.ApiKeys;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.domain.lineage.Lineage;
import dev.tollgate.domain.outbound.Credentials;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.dynamodb.DynamoAgents;
import dev.tollgate.dynamodb.DynamoApiKeys;
import dev.tollgate.dynamodb.DynamoApprovalSettings;
import dev.tollgate.dynamodb.DynamoAudit;
import dev.tollgate.dynamodb.DynamoAuditTrail;
import dev.tollgate.dynamodb.DynamoBudgets;
import dev.tollgate.dynamodb.DynamoCircuits;
import dev.tollgate.dynamodb.DynamoDeliveries;
import dev.tollgate.dynamodb.DynamoIdempotencyKeys;
import dev.tollgate.dynamodb.DynamoLimits;
import dev.tollgate.dynamodb.DynamoLineage;
import dev.tollgate.dynamodb.DynamoPolicies;
import dev.tollgate.dynamodb.DynamoSubscriptions;
import dev.tollgate.local.gateway.Aws;
import dev.tollgate.local.gateway.Backing;
import dev.tollgate.local.gateway.Client;
import dev.tollgate.local.gateway.RunningGate;
import dev.tollgate.queue.SqsDeliveryQueue;
import dev.tollgate.secrets.SecretsManagerCredentials;
import dev.tollgate.testing.AgentsContract;
import dev.tollgate.testing.ApiKeysContract;
import dev.tollgate.testing.ApprovalSettingsContract;
import dev.tollgate.testing.AuditContract;
import dev.tollgate.testing.BudgetsContract;
import dev.tollgate.testing.CircuitsContract;
import dev.tollgate.testing.CredentialsContract;
import dev.tollgate.testing.DeliveriesContract;
import dev.tollgate.testing.DeliveryQueueContract;
import dev.tollgate.testing.IdempotencyKeysContract;
import dev.tollgate.testing.InMemoryDeliveryQueue.Buried;
import dev.tollgate.testing.LimitsContract;
import dev.tollgate.testing.LineageContract;
import dev.tollgate.testing.PoliciesContract;
import dev.tollgate.testing.SubscriptionsContract;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What Tollgate asks of an AWS account: each adapter keeps its contract there, and a gate runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccountContract {
    private static final String PREFIX = "contract_";

    private Aws aws;
    private Backing backing;
    private Dynamo tables;
    private SqsClient sqs;

    /** Starts what plays the account, and Redis. */
    abstract Backing open();

    /** Stops what {@link #open} started. */
    abstract void close();

    @BeforeAll
    void start() {
        backing = open();
        aws = new Aws(backing);
        aws.point();
        tables = aws.dynamo(PREFIX);
        tables.createTables();
        sqs = aws.sqs();
    }

    @AfterAll
    void stop() {
        sqs.close();
        tables.client().close();
        close();
    }

    @Nested
    final class KeepsAgents extends AgentsContract {
        @Override
        protected Agents agents() {
            return new DynamoAgents(tables, new SecureRandom());
        }
    }

    @Nested
    final class KeepsApiKeys implements ApiKeysContract {
        @Override
        public ApiKeys keys() {
            return new DynamoApiKeys(tables);
        }
    }

    @Nested
    final class KeepsTheAudit implements AuditContract {
        /** One writer: another one would begin a chain of its own. */
        private final Audit audit =
                new DynamoAudit(
                        tables, Duration.ofDays(400), InstantSource.system(), new SecureRandom());

        @Override
        public Audit audit() {
            return audit;
        }

        @Override
        public AuditTrail trail() {
            return new DynamoAuditTrail(tables);
        }
    }

    @Nested
    final class KeepsBudgets implements BudgetsContract {
        private final Budgets budgets = new DynamoBudgets(tables, CLOCK);

        @Override
        public Budgets budgets() {
            return budgets;
        }
    }

    @Nested
    final class KeepsCircuits extends CircuitsContract {
        @Override
        protected Circuits circuits() {
            return new DynamoCircuits(tables);
        }
    }

    @Nested
    final class KeepsDeliveries implements DeliveriesContract {
        @Override
        public Deliveries deliveries() {
            return new DynamoDeliveries(tables);
        }
    }

    @Nested
    final class KeepsIdempotencyKeys implements IdempotencyKeysContract {
        @Override
        public IdempotencyKeys keys(InstantSource clock) {
            return new DynamoIdempotencyKeys(tables, clock);
        }
    }

    @Nested
    final class KeepsLimits extends LimitsContract {
        @Override
        protected Limits limits() {
            return new DynamoLimits(tables);
        }
    }

    @Nested
    final class KeepsApprovalSettings extends ApprovalSettingsContract {
        @Override
        protected ApprovalSettings settings() {
            return new DynamoApprovalSettings(tables);
        }
    }

    @Nested
    final class KeepsSubscriptions implements SubscriptionsContract {
        @Override
        public Subscriptions subscriptions() {
            return new DynamoSubscriptions(tables);
        }
    }

    @Nested
    final class KeepsTheLineage implements LineageContract {
        @Override
        public Lineage lineage() {
            return new DynamoLineage(tables);
        }
    }

    @Nested
    final class KeepsPolicies extends PoliciesContract {
        @Override
        protected Policies policies() {
            return new DynamoPolicies(tables, new SecureRandom());
        }
    }

    @Nested
    final class KeepsCredentials extends CredentialsContract {
        private final Credentials credentials = SecretsManagerCredentials.connect("contract/");
        private final Credentials elsewhere = SecretsManagerCredentials.connect("contract/");

        @Override
        protected Credentials credentials() {
            return credentials;
        }

        @Override
        protected Credentials elsewhere() {
            return elsewhere;
        }
    }

    @Nested
    final class QueuesOrders implements DeliveryQueueContract {
        private final Queues queues = Queues.fresh(sqs);
        private final DeliveryQueue queue =
                SqsDeliveryQueue.connect(queues.orders(), queues.buried());

        @Override
        public DeliveryQueue queue() {
            return queue;
        }

        @Override
        public List<DeliveryOrder> received() {
            return queues.takeOrders();
        }

        @Override
        public List<Buried> unearthed() {
            return queues.takeBuried();
        }
    }

    /** All functions over the account, called over HTTP. The password is in a secret. */
    @Nested
    final class RunsAGate {
        private static final String PASSWORD = "contract/admin-password";
        private static final String INPUT = "{\"input\": \"hello\"}";

        @Test
        void letsCallsThroughNowAndLaterAndTellsOfThem() throws Exception {
            try (var secrets = aws.secrets()) {
                secrets.createSecret(it -> it.name(PASSWORD).secretString(RunningGate.PASSWORD));
            }
            try (var gate = RunningGate.over(backing, PASSWORD)) {
                gate.allow("production");
                var caller = gate.key("agents:invoke", "agents:read", "invocations:read");
                var agent =
                        gate.agent(
                                "/account",
                                """
                                "cost_per_execution": 0.25,
                                "auth_config": {"auth_type": "bearer_token",
                                                "credentials": {"token": "kept-in-a-secret"}},\
                                """);

                var answer = caller.post(RunningGate.invoke(agent), INPUT).expect(200).body();
                var queued =
                        caller.post(RunningGate.invoke(agent), INPUT, "Prefer", "respond-async")
                                .expect(202)
                                .body();

                var row = "/api/invocations/" + answer.path("invocation_id").asText();
                var later = "/api/invocations/" + queued.path("invocation_id").asText();
                assertThat(answer.at("/output/reply").asText()).isEqualTo("You said: hello");
                assertThat(caller.get(row).expect(200).body().path("status").asText())
                        .isEqualTo("completed");
                assertThat(completed(caller, later)).isEqualTo("completed");
                assertThat(gate.receiver().requests())
                        .extracting(request -> request.header("authorization").orElse(""))
                        .containsExactly("Bearer kept-in-a-secret", "Bearer kept-in-a-secret");
                assertThat(audited(answer.path("invocation_id").asText()))
                        .startsWith(
                                "external_agent.policy_evaluated",
                                "external_agent.credentials_accessed");
            }
        }

        private static String completed(Client caller, String path) throws InterruptedException {
            var status = "";
            for (int i = 0; i < 300 && !status.equals("completed"); i++) {
                Thread.sleep(i == 0 ? 0 : 100);
                status = caller.get(path).expect(200).body().path("status").asText();
            }
            return status;
        }

        /** The types of what was recorded of a call. */
        private List<String> audited(String invocation) {
            var gates = aws.dynamo("tollgate_");
            try (var _ = gates.client()) {
                return new AuditRows(gates)
                        .all().stream()
                                .filter(event ->
                                        invocation.equals(event.details().get("invocation")))
                                .map(AuditEvent::type)
                                .toList();
            }
        }
    }
}
