package dev.tollgate.domain.admission;

import java.time.Duration;
import java.util.Arrays;

/**
 * Counts the calls of one sliding window in a ring of sub-buckets, in memory. Not safe for
 * concurrent use. The counters of all functions do the same in {@code admit.lua}.
 */
public final class SlidingWindow {
    private final long width;
    private final int[] ring;
    private long current = Long.MIN_VALUE;
    private int sum;

    public SlidingWindow(Window window) {
        this.width = window.bucket().toMillis();
        this.ring = new int[window.counted()];
    }

    /** Calls that count at that time; a time before the latest seen counts as that one. */
    public int used(long millis) {
        advance(millis);
        return sum;
    }

    public void add(long millis) {
        advance(millis);
        ring[slot(current)]++;
        sum++;
    }

    /** Takes a call out that was counted at that time, if it counts still. */
    public void remove(long millis) {
        long bucket = Math.floorDiv(millis, width);
        if (current - bucket < ring.length && ring[slot(bucket)] > 0) {
            ring[slot(bucket)]--;
            sum--;
        }
    }

    /** How long until at most {@code calls - 1} count, so that one more is admitted. */
    public Duration untilOneFits(long millis, int calls) {
        advance(millis);
        int left = sum;
        for (long bucket = current - ring.length + 1; bucket <= current; bucket++) {
            if (left < calls) {
                break;
            }
            left -= ring[slot(bucket)];
            if (left < calls) {
                return Duration.ofMillis((bucket + ring.length) * width - millis);
            }
        }
        return Duration.ZERO;
    }

    private void advance(long millis) {
        long bucket = Math.floorDiv(millis, width);
        if (current == Long.MIN_VALUE || bucket - current >= ring.length) {
            Arrays.fill(ring, 0);
            sum = 0;
            current = bucket;
        }
        while (current < bucket) {
            current++;
            sum -= ring[slot(current)];
            ring[slot(current)] = 0;
        }
    }

    private int slot(long bucket) {
        return Math.floorMod(bucket, ring.length);
    }
}
