package dev.tollgate.dynamodb;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.BudgetAccount;
import dev.tollgate.domain.admission.BudgetKey;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Threshold;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Budgets in the table {@code billing_usage}, an item each. Every change is one conditional update,
 * so that the limit holds at any number of callers.
 */
public final class DynamoBudgets implements Budgets {
    private static final int SHARDS = 8;
    private static final int GIVING_BACK = 5;

    /** Thirteen months, as the administrator guide asks. */
    private static final Duration KEPT = Duration.ofDays(400);

    private static final String GENERATION = "generation";
    private static final String RUN = "run";
    private static final String BASE = "base";
    private static final String LEASED = "leased";
    private static final String DIRECT = "direct";
    private static final String RETURNED = "returned";
    private static final String TOTAL = "total";
    private static final String TOUCHED = "touched_at";
    private static final String RECONCILED = "reconciled";

    private final Dynamo dynamo;
    private final InstantSource clock;

    public DynamoBudgets(Dynamo dynamo, InstantSource clock) {
        this.dynamo = dynamo;
        this.clock = clock;
    }

    @Override
    public BudgetAccount find(BudgetKey key) {
        var item =
                dynamo.client()
                        .getItem(get ->
                                get.tableName(table()).key(primary(key)).consistentRead(true))
                        .item();
        return item.isEmpty() ? BudgetAccount.none(key) : account(key, item);
    }

    /**
     * The condition on the generation as it was seen closes the race of two callers that begin one:
     * the second sees the first's. A lease for the earlier generation fails from then on.
     */
    @Override
    public BudgetAccount open(BudgetKey key, Instant endsAt, String run) {
        while (true) {
            var seen = find(key);
            if (seen.generation() > 0 && seen.run().equals(run)) {
                return seen;
            }
            var begun = begin(endsAt, run, seen);
            if (begun.isPresent()) {
                return begun.get();
            }
        }
    }

    private Optional<BudgetAccount> begin(Instant endsAt, String run, BudgetAccount seen) {
        var key = seen.key();
        var update =
                update(key)
                        .updateExpression(
                                "SET generation = :next, #run = :run, #base ="
                                        + " if_not_exists(leased, :zero), leased ="
                                        + " if_not_exists(leased, :zero), #total ="
                                        + " if_not_exists(#total, :zero), touched_at = :now,"
                                        + " period_shard = :shard, account = :account, expires_at ="
                                        + " :expires REMOVE reconciled")
                        .conditionExpression(
                                seen.generation() == 0
                                        ? "attribute_not_exists(generation)"
                                        : "generation = :seen")
                        .expressionAttributeNames(
                                Map.of("#run", RUN, "#base", BASE, "#total", TOTAL));
        var values = new HashMap<String, AttributeValue>();
        values.put(":next", number(seen.generation() + 1));
        values.put(":run", AttributeValue.fromS(run));
        values.put(":zero", number(0));
        values.put(":now", number(clock.millis()));
        values.put(":shard", AttributeValue.fromS(shard(key)));
        values.put(":account", AttributeValue.fromS(accountKey(key)));
        values.put(":expires", number(endsAt.plus(KEPT).getEpochSecond()));
        if (seen.generation() > 0) {
            values.put(":seen", number(seen.generation()));
        }
        try {
            return Optional.of(apply(key, update.expressionAttributeValues(values)));
        } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
        }
    }

    /**
     * The condition holds the limit against all other callers, and keeps a caller that still speaks
     * to lost counters from leasing. Should the SDK repeat an update that had been carried out,
     * more is leased than asked for; the credit goes by what is leased in all, so nothing is lost.
     */
    @Override
    public Lease lease(BudgetRule rule, long generation, Money amount) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":amount", number(amount.micros()));
        values.put(":generation", number(generation));
        var update =
                update(rule.key())
                        .updateExpression("ADD leased :amount, #total :amount")
                        .conditionExpression(
                                "generation = :generation" + within(rule, amount, values))
                        .expressionAttributeNames(Map.of("#total", TOTAL))
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD);
        try {
            return new Lease.Granted(apply(rule.key(), update));
        } catch (ConditionalCheckFailedException e) {
            var account = account(rule.key(), e.item());
            return account.generation() == generation
                    ? new Lease.Exhausted(account)
                    : new Lease.Superseded();
        }
    }

    @Override
    public Lease leaseDirect(BudgetRule rule, Money amount) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":amount", number(amount.micros()));
        values.put(":now", number(clock.millis()));
        values.put(":shard", AttributeValue.fromS(shard(rule.key())));
        values.put(":account", AttributeValue.fromS(accountKey(rule.key())));
        values.put(":expires", number(rule.endsAt().plus(KEPT).getEpochSecond()));
        var limit = within(rule, amount, values);
        var update =
                update(rule.key())
                        .updateExpression(
                                "ADD direct :amount, #total :amount SET touched_at = :now,"
                                        + " period_shard = :shard, account = :account, expires_at ="
                                        + " :expires REMOVE reconciled")
                        .expressionAttributeNames(Map.of("#total", TOTAL))
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (rule.hard()) {
            if (amount.compareTo(rule.limit()) > 0) {
                return new Lease.Exhausted(find(rule.key()));
            }
            update.conditionExpression(
                    "attribute_not_exists(#total) OR " + limit.replaceFirst(" AND ", ""));
        }
        try {
            return new Lease.Granted(apply(rule.key(), update));
        } catch (ConditionalCheckFailedException e) {
            return new Lease.Exhausted(account(rule.key(), e.item()));
        }
    }

    private static String within(
            BudgetRule rule, Money amount, Map<String, AttributeValue> values) {
        if (!rule.hard()) {
            return "";
        }
        values.put(":most", number(rule.limit().micros() - amount.micros()));
        return " AND #total <= :most";
    }

    /**
     * A transaction of one, for its token: should the SDK repeat it after a lost answer, it counts
     * once, where a plain update would give back twice. See <a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken">ClientRequestToken</a>,
     * which the SDK fills in.
     */
    @Override
    public void giveBackDirect(BudgetKey key, Money amount) {
        var update =
                Update.builder()
                        .tableName(table())
                        .key(primary(key))
                        .updateExpression("ADD direct :less, #total :less")
                        .expressionAttributeNames(Map.of("#total", TOTAL))
                        .expressionAttributeValues(Map.of(":less", number(-amount.micros())))
                        .build();
        var only = TransactWriteItem.builder().update(update).build();
        for (int attempt = 1; attempt <= GIVING_BACK; attempt++) {
            try {
                dynamo.client().transactWriteItems(all -> all.transactItems(only));
                return;
            } catch (TransactionCanceledException contended) {
                // Another caller wrote the account at this moment and nothing was changed. After
                // the
                // last attempt the amount stays taken until reconciliation.
            }
        }
    }

    /**
     * Only while the account is as it was seen: whatever was leased directly, or returned by
     * another reconciliation meanwhile, is not known to the caller.
     */
    @Override
    public boolean giveBack(BudgetAccount seen, long stranded) {
        var values = asSeen(seen);
        values.put(":stranded", number(stranded));
        values.put(":less", number(-stranded));
        return changed(
                seen,
                update(seen.key())
                        .updateExpression("ADD returned :stranded, #total :less")
                        .conditionExpression(AS_SEEN)
                        .expressionAttributeNames(Map.of("#total", TOTAL))
                        .expressionAttributeValues(values));
    }

    @Override
    public void markReconciled(BudgetAccount seen) {
        var values = asSeen(seen);
        values.put(":yes", AttributeValue.fromBool(true));
        changed(
                seen,
                update(seen.key())
                        .updateExpression("SET reconciled = :yes")
                        .conditionExpression(AS_SEEN)
                        .expressionAttributeValues(values));
    }

    private static final String AS_SEEN =
            "generation = :generation AND (direct = :direct OR (attribute_not_exists(direct) AND"
                    + " :direct = :zero)) AND (returned = :returned OR (attribute_not_exists(returned)"
                    + " AND :returned = :zero))";

    private static Map<String, AttributeValue> asSeen(BudgetAccount seen) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":generation", number(seen.generation()));
        values.put(":direct", number(seen.direct()));
        values.put(":returned", number(seen.returned()));
        values.put(":zero", number(0));
        return values;
    }

    private boolean changed(BudgetAccount seen, UpdateItemRequest.Builder update) {
        try {
            apply(seen.key(), update);
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public boolean mark(BudgetKey key, Threshold threshold) {
        try {
            apply(
                    key,
                    update(key)
                            .updateExpression("SET #mark = :now")
                            .conditionExpression("attribute_not_exists(#mark)")
                            .expressionAttributeNames(Map.of("#mark", threshold.text() + "_at"))
                            .expressionAttributeValues(Map.of(":now", number(clock.millis()))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public List<BudgetAccount> accounts(List<String> labels) {
        return labels.stream()
                .flatMap(label -> IntStream.range(0, SHARDS).mapToObj(shard -> label + "#" + shard))
                .flatMap(shard ->
                        dynamo
                                .client()
                                .queryPaginator(query ->
                                        query.tableName(table())
                                                .indexName("by_period")
                                                .keyConditionExpression("period_shard = :shard")
                                                .expressionAttributeValues(
                                                        Map.of(
                                                                ":shard",
                                                                AttributeValue.fromS(shard))))
                                .items()
                                .stream())
                .map(item -> account(key(item), item))
                .toList();
    }

    private UpdateItemRequest.Builder update(BudgetKey key) {
        return UpdateItemRequest.builder()
                .tableName(table())
                .key(primary(key))
                .returnValues(ReturnValue.ALL_NEW);
    }

    private BudgetAccount apply(BudgetKey key, UpdateItemRequest.Builder update) {
        return account(key, dynamo.client().updateItem(update.build()).attributes());
    }

    private String table() {
        return dynamo.name(Table.BILLING_USAGE);
    }

    private static Map<String, AttributeValue> primary(BudgetKey key) {
        return Map.of(
                Table.PK,
                AttributeValue.fromS(key.organisation().value()),
                Table.SK,
                AttributeValue.fromS(key.text()));
    }

    private static String shard(BudgetKey key) {
        return key.label() + "#" + Math.floorMod(key.organisation().hashCode(), SHARDS);
    }

    private static String accountKey(BudgetKey key) {
        return key.organisation() + "|" + key.text();
    }

    private static BudgetKey key(Map<String, AttributeValue> item) {
        return BudgetKey.parse(new OrganisationId(text(item, Table.PK)), text(item, Table.SK));
    }

    private static BudgetAccount account(BudgetKey key, Map<String, AttributeValue> item) {
        return new BudgetAccount(
                key,
                whole(item, GENERATION),
                text(item, RUN),
                whole(item, BASE),
                whole(item, LEASED),
                whole(item, DIRECT),
                whole(item, RETURNED),
                Instant.ofEpochMilli(whole(item, TOUCHED)),
                item.containsKey(RECONCILED));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s).orElse("");
    }

    private static long whole(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name))
                .map(value -> Long.parseLong(value.n()))
                .orElse(0L);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
