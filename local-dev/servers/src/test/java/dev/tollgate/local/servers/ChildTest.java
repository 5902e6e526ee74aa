package dev.tollgate.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildTest {
    @Test
    void tellsWhatAServerSaidThatEndedBeforeItWasReady() {
        try (Child child =
                Child.start(
                        "sulky",
                        List.of("/bin/sh", "-c", "echo no disk left >&2; exit 3"),
                        "ready")) {
            assertThatThrownBy(child::awaitReady)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("sulky ended before it was ready")
                    .hasMessageContaining("no disk left");
        }
    }

    @Test
    void killsAServerThatWillNotStop() {
        Child child =
                Child.start(
                        "deaf",
                        List.of(
                                "/bin/sh",
                                "-c",
                                "trap '' TERM; echo ready; while :; do sleep 1; done"),
                        "ready");
        child.awaitReady();

        child.close();

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void answersTheLineThatSaysReady() {
        try (Child child =
                Child.start(
                        "kind",
                        List.of("/bin/sh", "-c", "echo hello; echo ready at 7; exec sleep 60"),
                        "ready")) {
            assertThat(child.awaitReady()).isEqualTo("ready at 7");
            assertThat(child.log()).contains("hello");
        }
    }
}
