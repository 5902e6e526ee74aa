package dev.tollgate.local.gateway.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

final class BacklogTest {
    private static final Instant UNTIL = Instant.parse("2026-11-22T10:00:30Z");

    private final Backlog backlog = new Backlog(8);

    @Test
    void letsTheGroupsTakeTurns() throws Exception {
        backlog.add(of("noisy", 35));
        backlog.add(of("quiet", 2));

        assertThat(next()).isEqualTo("noisy 10");
        assertThat(next()).isEqualTo("quiet 2");
        backlog.add(of("late", 1));
        assertThat(next()).isEqualTo("late 1");
        assertThat(next()).isEqualTo("noisy 10");
    }

    @Test
    void handsOutTheMessagesOfAGroupInTheirOrder() throws Exception {
        backlog.add(of("one", 12));

        var first = backlog.take();
        var second = backlog.take();

        assertThat(first).containsExactlyElementsOf(of("one", 12).subList(0, 10));
        assertThat(second).containsExactlyElementsOf(of("one", 12).subList(10, 12));
    }

    @Test
    void leavesWorkersForOthersHoweverMuchOneHasToDo() throws Exception {
        backlog.add(of("a", 1000));
        assertThat(List.of(next(), next(), next(), next())).containsOnly("a 10");

        // Four of eight workers are busy with a: the next batch is somebody else's.
        backlog.add(of("b", 1000));
        assertThat(List.of(next(), next())).containsOnly("b 10");
        backlog.add(of("c", 1000));
        assertThat(next()).isEqualTo("c 10");
        backlog.add(of("d", 1000));
        assertThat(next()).isEqualTo("d 10");
    }

    @Test
    void goesOnWithAGroupWhenABatchOfItIsDone() throws Exception {
        backlog.add(of("a", 1000));
        var first = backlog.take();
        assertThat(List.of(next(), next(), next())).containsOnly("a 10");
        backlog.add(of("b", 1));
        backlog.done(first);

        assertThat(next()).isEqualTo("b 1");
        assertThat(next()).isEqualTo("a 10");
    }

    @Test
    void takesAMessageInNoGroupForATenantOfItsOwn() throws Exception {
        backlog.add(
                IntStream.range(0, 3)
                        .mapToObj(i ->
                                new Held(
                                        Message.builder().messageId("m" + i).body("").build(),
                                        UNTIL))
                        .toList());

        assertThat(List.of(next(), next(), next())).containsExactly("m0 1", "m1 1", "m2 1");
    }

    @Test
    void renewsWhatIsAboutToBeShownToOthers() {
        var later = UNTIL.plusSeconds(30);
        backlog.add(of("a", 3));

        assertThat(backlog.renew(UNTIL, later)).isEmpty();
        assertThat(backlog.renew(UNTIL.plusNanos(1), later)).isEqualTo(of("a", 3));
        assertThat(backlog.renew(later, later)).isEmpty();
        assertThat(backlog.rest())
                .hasSize(3)
                .allSatisfy(held -> assertThat(held.until()).isEqualTo(later));
    }

    @Test
    void waitsForRoomAndSaysWhenItIsClosed() throws Exception {
        backlog.add(of("a", 20_000));
        var waiting = new Waiting(backlog);
        waiting.start();
        assertThat(waiting.join(Duration.ofMillis(200))).isFalse();

        backlog.take();
        waiting.join();
        assertThat(waiting.room).isTrue();

        backlog.close();
        assertThat(backlog.awaitRoom()).isFalse();
        assertThat(backlog.take()).isEmpty();
        assertThat(backlog.rest()).hasSize(19_990);
    }

    private static final class Waiting extends Thread {
        private final Backlog backlog;
        private volatile boolean room;

        Waiting(Backlog backlog) {
            this.backlog = backlog;
        }

        @Override
        public void run() {
            try {
                room = backlog.awaitRoom();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The group of the next batch, and how many messages it has. */
    private String next() throws InterruptedException {
        var batch = backlog.take();
        return batch.getFirst().group() + " " + batch.size();
    }

    private static List<Held> of(String group, int messages) {
        return IntStream.range(0, messages)
                .mapToObj(i ->
                        new Held(
                                Message.builder()
                                        .messageId(group + i)
                                        .body("{}")
                                        .attributes(
                                                Map.of(
                                                        MessageSystemAttributeName.MESSAGE_GROUP_ID,
                                                        group))
                                        .build(),
                                UNTIL))
                .toList();
    }
}
