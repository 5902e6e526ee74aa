package dev.tollgate.maintenance;

import dev.tollgate.domain.Metrics;
import dev.tollgate.domain.admission.BudgetAccount;
import dev.tollgate.domain.admission.Budgets;
import dev.tollgate.domain.admission.Reconcile;
import dev.tollgate.domain.admission.Sweep;
import dev.tollgate.hold.Attend;
import dev.tollgate.lambda.Probe;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done every minute: it is told whether Redis is there, calls that wait for people are
 * attended to, interrupted calls are ended, reservations they left are settled, and the books are
 * balanced. Each step is done whatever becomes of the others, and may be done by several at once.
 */
final class Maintain {
    private static final Logger LOG = LoggerFactory.getLogger(Maintain.class);

    /** Of periods that are over; a month ends within the days of its last one. */
    private static final int DAYS_BACK = 3;

    private static final int STEPS = 7;

    private final Probe redis;
    private final Attend approvals;
    private final SettleInterrupted interrupted;
    private final Budgets budgets;
    private final Sweep sweep;
    private final Reconcile reconcile;
    private final KeepAudit audit;
    private final Metrics metrics;
    private final InstantSource clock;

    Maintain(
            Probe redis,
            Attend approvals,
            SettleInterrupted interrupted,
            Budgets budgets,
            Sweep sweep,
            Reconcile reconcile,
            KeepAudit audit,
            Metrics metrics,
            InstantSource clock) {
        this.redis = redis;
        this.approvals = approvals;
        this.interrupted = interrupted;
        this.budgets = budgets;
        this.sweep = sweep;
        this.reconcile = reconcile;
        this.audit = audit;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * How many each step dealt with.
     *
     * @throws IllegalStateException if a step failed, after all have been tried
     */
    Map<String, Integer> maintain() {
        tellOfRedis();
        var labels = List.copyOf(Reconcile.labels(clock.instant(), DAYS_BACK));
        var done = new TreeMap<String, Integer>();
        step("approvals_attended", done, approvals::attend);
        step("interrupted_calls_settled", done, interrupted::settle);
        step("reservations_swept", done, () -> sweep(labels));
        step("budgets_reconciled", done, () -> reconcile.reconcile(labels).inOrder());
        step("audit_sealed", done, audit.seal()::seal);
        step("audit_archived", done, audit.archive()::archive);
        step("audit_exports_written", done, audit.exports()::write);
        if (done.size() < STEPS) {
            throw new IllegalStateException("maintenance did only " + done.keySet());
        }
        LOG.info("maintenance: {}", done);
        return done;
    }

    /** Sent off at once: without Redis what follows may take long, or be cut off. */
    private void tellOfRedis() {
        metrics.gauge("redis_up", redis.isThere() ? 1 : 0, Map.of());
        metrics.flush();
    }

    private int sweep(List<String> labels) {
        return budgets.accounts(labels).stream()
                .map(BudgetAccount::key)
                .map(key -> key.organisation())
                .distinct()
                .mapToInt(sweep::sweep)
                .sum();
    }

    private void step(String name, Map<String, Integer> done, IntSupplier work) {
        try {
            int count = work.getAsInt();
            done.put(name, count);
            metrics.gauge(name, count, Map.of());
        } catch (RuntimeException e) {
            LOG.error("{} failed", name, e);
        }
    }
}
