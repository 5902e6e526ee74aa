package dev.tollgate.local.elasticmq;

import org.elasticmq.Limit;
import org.elasticmq.LimitedValue;
import org.elasticmq.Limits;
import org.elasticmq.RangeLimit;
import org.elasticmq.StrictSQSLimits$;
import scala.collection.immutable.List;
import scala.math.BigDecimal;
import scala.math.Ordering;

/**
 * The limits of SQS, but that a receipt may ask for {@value #MOST_RECEIVED} messages and not for
 * 10: what stands for the fairness of SQS must first have all messages, since this server hands
 * them out in the order they came.
 */
final class SqsLimits implements Limits {
    private static final int MOST_RECEIVED = 100;
    private static final Limits STRICT = StrictSQSLimits$.MODULE$;

    @Override
    public Limit<RangeLimit<Object>> numberOfMessagesLimit() {
        return new LimitedValue<>(new RangeLimit<>(1, MOST_RECEIVED, Ordering.Int$.MODULE$));
    }

    @Override
    public Limit<Object> queueNameLengthLimit() {
        return STRICT.queueNameLengthLimit();
    }

    @Override
    public Limit<Object> batchSizeLimit() {
        return STRICT.batchSizeLimit();
    }

    @Override
    public Limit<Object> nonEmptyAttributesLimit() {
        return STRICT.nonEmptyAttributesLimit();
    }

    @Override
    public Limit<List<RangeLimit<Object>>> bodyValidCharactersLimit() {
        return STRICT.bodyValidCharactersLimit();
    }

    @Override
    public Limit<RangeLimit<BigDecimal>> numberAttributeValueLimit() {
        return STRICT.numberAttributeValueLimit();
    }

    @Override
    public Limit<RangeLimit<Object>> messageWaitTimeLimit() {
        return STRICT.messageWaitTimeLimit();
    }

    @Override
    public Limit<Object> maxMessageLength() {
        return STRICT.maxMessageLength();
    }

    @Override
    public Limit<Object> messageAttributesLimit() {
        return STRICT.messageAttributesLimit();
    }
}
