package dev.tollgate.redis;

import dev.tollgate.domain.measure.Batch;
import dev.tollgate.domain.measure.Increment;
import dev.tollgate.domain.measure.Sheet;
import dev.tollgate.domain.measure.Tallies;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/**
 * {@link Tallies} on Redis: one hash for each sheet, one script for a batch. All keys share a hash
 * tag, so that one script may touch them all in a cluster.
 */
public final class RedisTallies implements Tallies {
    private static final String TAG = "{tallies}:";

    /** Longer than any process lives that does not write. */
    private static final Duration WRITER = Duration.ofDays(1);

    private final RedisClient client;
    private final Answering answering;
    private final Script tally = new Script(Script.text("tally.lua"));

    public RedisTallies(RedisClient client, InstantSource clock) {
        this.client = client;
        this.answering = new Answering(client, clock);
    }

    @Override
    public boolean add(Batch batch) {
        var bySheet =
                batch.increments().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Increment::sheet, LinkedHashMap::new, Collectors.toList()));
        var keys = new ArrayList<String>();
        keys.add(TAG + "writer:" + batch.writer());
        var arguments = new ArrayList<String>();
        arguments.add(Long.toString(batch.number()));
        arguments.add(Long.toString(WRITER.toSeconds()));
        bySheet.forEach((sheet, increments) -> {
            keys.add(key(sheet));
            arguments.addAll(arguments(sheet, increments));
        });
        return answering.to(() -> tally.run(client, keys, arguments)).getFirst().equals(1L);
    }

    private static List<String> arguments(Sheet sheet, List<Increment> increments) {
        var arguments = new ArrayList<String>();
        arguments.add(Long.toString(sheet.kept().map(Duration::toSeconds).orElse(0L)));
        arguments.add(Integer.toString(sheet.most()));
        arguments.add(Integer.toString(increments.size()));
        for (var increment : increments) {
            arguments.add(increment.entry());
            arguments.add(increment.otherwise());
            arguments.add(Long.toString(increment.by()));
        }
        return arguments;
    }

    /** One round trip for all of them. */
    @Override
    public List<SortedMap<String, Long>> read(List<Sheet> sheets) {
        return answering.to(() -> {
            try (var pipeline = client.pipelined()) {
                var asked = sheets.stream().map(sheet -> pipeline.hgetAll(key(sheet))).toList();
                pipeline.sync();
                return asked.stream().map(RedisTallies::entries).toList();
            }
        });
    }

    private static SortedMap<String, Long> entries(Response<Map<String, String>> answer) {
        var entries = new TreeMap<String, Long>();
        answer.get().forEach((entry, count) -> entries.put(entry, Long.valueOf(count)));
        return entries;
    }

    static String key(Sheet sheet) {
        return TAG + sheet.name();
    }
}
