package dev.tollgate.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Lets many threads do something at the same moment. */
public final class Race {
    private Race() {}

    /** What each of them got, in the order of their numbers, which count from 0. */
    public static <T> List<T> of(int threads, IntFunction<Callable<T>> attempt)
            throws InterruptedException, ExecutionException {
        var start = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running =
                    IntStream.range(0, threads)
                            .mapToObj(i ->
                                    pool.submit(() -> {
                                        start.await();
                                        return attempt.apply(i).call();
                                    }))
                            .toList();
            start.countDown();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
