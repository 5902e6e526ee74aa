package dev.tollgate.local.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How much of the cores this process and the servers it started took, by the program's name. */
record CpuTime(Map<String, Duration> used) {
    static CpuTime now() {
        var used = new TreeMap<String, Duration>();
        var self = ProcessHandle.current();
        used.put("functions, agents and callers", used(self));
        self.descendants().forEach(child -> used.merge(name(child), used(child), Duration::plus));
        return new CpuTime(used);
    }

    /** Cores used in that time, such as {@code DynamoDB Local 0.8}, of those that show. */
    String coresSince(CpuTime then, double seconds) {
        return used.keySet().stream()
                .filter(name -> cores(name, then, seconds) >= 0.05)
                .map(name -> "%s %.1f".formatted(name, cores(name, then, seconds)))
                .collect(Collectors.joining(", "));
    }

    private double cores(String name, CpuTime then, double seconds) {
        var now = used.getOrDefault(name, Duration.ZERO);
        return now.minus(then.used.getOrDefault(name, Duration.ZERO)).toNanos() / 1e9 / seconds;
    }

    private static Duration used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The Java programs among the servers are DynamoDB Local and ElasticMQ. */
    private static String name(ProcessHandle process) {
        var program =
                process.info()
                        .command()
                        .map(command -> String.valueOf(Path.of(command).getFileName()))
                        .orElse("other");
        if (!"java".equals(program)) {
            return program;
        }
        return process.info().commandLine().filter(line -> line.contains("ElasticMq")).isPresent()
                ? "ElasticMQ"
                : "DynamoDB Local";
    }
}
