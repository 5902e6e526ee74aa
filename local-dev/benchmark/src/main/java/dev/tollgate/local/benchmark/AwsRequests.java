package dev.tollgate.local.benchmark;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Counts every request that the AWS SDK sends, retries included. The SDK makes it itself, for each
 * client of this JVM, because {@code software/amazon/awssdk/global/handlers/execution.interceptors}
 * names it; so the function under measurement is wired as on Lambda. That is why the counts are
 * static.
 */
public final class AwsRequests implements ExecutionInterceptor {
    private static final Map<String, LongAdder> SENT = new ConcurrentHashMap<>();

    /** How many requests were sent so far, by service, operation and tables. */
    static Map<String, Long> sent() {
        var sent = new TreeMap<String, Long>();
        SENT.forEach((request, count) -> sent.put(request, count.sum()));
        return sent;
    }

    /** How many of each were sent since then. */
    static Map<String, Long> since(Map<String, Long> then) {
        var sent = sent();
        sent.replaceAll((request, count) -> count - then.getOrDefault(request, 0L));
        sent.values().removeIf(count -> count == 0);
        return sent;
    }

    @Override
    public void beforeTransmission(
            Context.BeforeTransmission context, ExecutionAttributes attributes) {
        var name =
                "%s %s %s"
                        .formatted(
                                attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
                                attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                                tables(context.request()));
        SENT.computeIfAbsent(name.strip(), _ -> new LongAdder()).increment();
    }

    private static String tables(SdkRequest request) {
        if (request instanceof TransactWriteItemsRequest transaction) {
            return transaction.transactItems().stream()
                    .map(AwsRequests::write)
                    .collect(Collectors.joining(" + "));
        }
        if (request instanceof BatchWriteItemRequest batch) {
            return String.join(" + ", batch.requestItems().keySet());
        }
        return request.getValueForField("TableName", String.class).orElse("");
    }

    private static String write(TransactWriteItem item) {
        return Stream.of(
                        Optional.ofNullable(item.put()).map(Put::tableName),
                        Optional.ofNullable(item.update()).map(Update::tableName),
                        Optional.ofNullable(item.delete()).map(Delete::tableName),
                        Optional.ofNullable(item.conditionCheck()).map(ConditionCheck::tableName))
                .flatMap(Optional::stream)
                .collect(Collectors.joining());
    }
}
