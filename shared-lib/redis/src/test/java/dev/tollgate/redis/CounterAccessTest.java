package dev.tollgate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.admission.Counters;
import dev.tollgate.domain.delivery.Pace;
import dev.tollgate.domain.delivery.Pacing;
import dev.tollgate.domain.measure.Batch;
import dev.tollgate.domain.measure.Increment;
import dev.tollgate.domain.measure.Sheet;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.testing.CountersContract;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;

/** The functions' user, on a server that knows it: may count, and may do nothing else. */
final class CounterAccessTest extends CountersContract {
    private static final String USER = "functions";
    private static final String PASSWORD = "of-this-test-alone";

    private final SimulatedTime time = new SimulatedTime(clock);
    private final RedisClient functions = functions();
    private final RedisCounters counters = time.counters(functions);

    /** The test's own keys of time are the one thing more that this user may touch. */
    private RedisClient functions() {
        var rules =
                Stream.of(
                        Stream.of("SETUSER", USER, "reset", ">" + PASSWORD),
                        Stream.of(CounterAccess.RULES.split(" ", -1)),
                        Stream.of("~" + SimulatedTime.PREFIX + "*"));
        send(time.client(), "ACL", rules.flatMap(it -> it).toArray(String[]::new));
        var server = RedisServer.shared().endpoint().getAuthority();
        var second = Duration.ofSeconds(1);
        var url = URI.create("redis://%s:%s@%s".formatted(USER, PASSWORD, server));
        return new Redis(url, second, 4, second).connect();
    }

    @Override
    protected Counters counters() {
        time.tell();
        return counters;
    }

    @Override
    protected void lose(OrganisationId organisation) {
        time.client().del(time.client().keys("{" + organisation + "}*").toArray(String[]::new));
    }

    @Test
    void mayAskForTheTimeAndTheLifeOfTheServer() {
        var script = functions.scriptLoad("return {redis.call('TIME'), redis.call('INFO')}");

        assertThat(functions.ping()).isEqualTo("PONG");
        assertThat((List<?>) functions.evalsha(script)).hasSize(2);
    }

    @Test
    void mayPaceDeliveries() {
        var tenant = Tenant.fresh();
        var everySecond = new Pace(1, Duration.ofSeconds(1));

        assertThat(
                        new RedisPacing(functions, clock)
                                .reserve(
                                        tenant.organisation(),
                                        tenant.agent().value(),
                                        everySecond,
                                        1,
                                        clock.instant()))
                .isEqualTo(new Pacing.Slot.Now());
    }

    @Test
    void mayCountWhatAllFunctionsCount() {
        var sheet = new Sheet("access", 1, Optional.of(Duration.ofSeconds(5)));
        var writer = Tenant.fresh().agent().value();
        var tallies = new RedisTallies(functions, clock);

        var batch = new Batch(writer, 1, List.of(new Increment(sheet, "a", "other", 1)));

        assertThat(tallies.add(batch)).isTrue();
        assertThat(tallies.read(List.of(sheet)).getFirst()).containsKey("a");
    }

    @TestFactory
    Stream<DynamicTest> mayNotDoAnythingElse() {
        return Stream.of(
                        "FLUSHALL",
                        "FLUSHDB",
                        "KEYS *",
                        "CONFIG GET maxmemory",
                        "ACL LIST",
                        "SCRIPT FLUSH",
                        "BGSAVE",
                        "SHUTDOWN",
                        "REPLICAOF NO ONE",
                        "MONITOR",
                        "GET somebody-elses",
                        "SET somebody-elses 1",
                        "PUBLISH news 1")
                .map(command ->
                        DynamicTest.dynamicTest(
                                command,
                                () ->
                                        assertThatThrownBy(() -> send(functions, command))
                                                .isInstanceOf(JedisDataException.class)
                                                .hasMessageStartingWith("NOPERM")));
    }

    private static void send(RedisClient client, String command) {
        var words = command.split(" ", -1);
        send(client, words[0], Stream.of(words).skip(1).toArray(String[]::new));
    }

    private static void send(RedisClient client, String command, String... arguments) {
        client.executeCommand(
                new CommandArguments(() -> command.getBytes(StandardCharsets.UTF_8))
                        .addObjects((Object[]) arguments));
    }
}
