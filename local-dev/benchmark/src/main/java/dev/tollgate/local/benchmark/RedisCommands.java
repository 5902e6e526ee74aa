package dev.tollgate.local.benchmark;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;

/** What Redis itself counted of each command, from {@code INFO commandstats}. */
record RedisCommands(Map<String, Stat> stats) {
    private static final Pattern LINE =
            Pattern.compile("cmdstat_([^:]+):calls=(\\d+),usec=(\\d+),.*");

    record Stat(long calls, long micros) {
        static final Stat NONE = new Stat(0, 0);

        Stat minus(Stat other) {
            return new Stat(calls - other.calls, micros - other.micros);
        }

        double meanMicros() {
            return (double) micros / calls;
        }
    }

    static RedisCommands of(RedisClient client) {
        var stats = new TreeMap<String, Stat>();
        client.info("commandstats")
                .lines()
                .map(LINE::matcher)
                .filter(line -> line.matches())
                .forEach(line ->
                        stats.put(
                                line.group(1),
                                new Stat(
                                        Long.parseLong(line.group(2)),
                                        Long.parseLong(line.group(3)))));
        return new RedisCommands(stats);
    }

    RedisCommands since(RedisCommands then) {
        var since = new TreeMap<>(stats);
        since.replaceAll((name, stat) -> stat.minus(then.stat(name)));
        since.values().removeIf(Stat.NONE::equals);
        return new RedisCommands(since);
    }

    /** Of a command in lower case, such as {@code evalsha}. */
    Stat stat(String command) {
        return stats.getOrDefault(command, Stat.NONE);
    }
}
