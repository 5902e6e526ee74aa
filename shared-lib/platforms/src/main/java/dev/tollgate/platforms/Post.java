package dev.tollgate.platforms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message laid out for people, before it is any platform's. All texts are plain: whatever means
 * something to a platform is escaped there.
 *
 * @param body at least one block unless the title says it all
 * @param facts short, in the order they are shown
 * @param buttons only where somebody has to decide
 */
record Post(
        Tone tone,
        String title,
        List<Block> body,
        List<Fact> facts,
        Optional<URI> link,
        List<Button> buttons) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a button of a decision starts with; the id of the approval follows. */
    static final String APPROVE = "tollgate:approve:";

    static final String REJECT = "tollgate:reject:";

    enum Tone {
        NEUTRAL(""),
        GOOD("✅ "),
        BAD("❌ "),
        WAITING("⏳ ");

        /** Before the title, where a platform has no colours. */
        final String mark;

        Tone(String mark) {
            this.mark = mark;
        }
    }

    sealed interface Block {
        String text();

        /** Lines as they are. */
        record Paragraph(String text) implements Block {}

        /** Text for programs, to be shown with a fixed width. */
        record Code(String text) implements Block {}
    }

    record Fact(String name, String value) {}

    /**
     * @param action what the platform sends back
     */
    record Button(String label, String action, boolean affirmative) {}

    Post {
        body = List.copyOf(body);
        facts = List.copyOf(facts);
        buttons = List.copyOf(buttons);
    }

    static Post of(Message message) {
        var about = message.about();
        return switch (message) {
            case Message.Call call -> post(Tone.NEUTRAL, title(call), blocks(call.input()), about);
            case Message.Completed done ->
                    post(Tone.GOOD, about.agent() + " answered", blocks(done.output()), about);
            case Message.Failed failed ->
                    post(
                            Tone.BAD,
                            about.agent() + " did not answer",
                            List.of(new Block.Paragraph(failed.sentence())),
                            about,
                            new Fact("Reason", failed.code()));
            case Message.ApprovalNeeded needed ->
                    new Post(
                            Tone.WAITING,
                            "Approval needed: " + about.agent(),
                            List.of(new Block.Paragraph(needed.what())),
                            facts(about),
                            about.link(),
                            List.of(
                                    new Button("Approve", APPROVE + needed.approval(), true),
                                    new Button("Reject", REJECT + needed.approval(), false)));
            case Message.Test _ ->
                    post(
                            Tone.NEUTRAL,
                            "Test message of " + about.agent(),
                            List.of(
                                    new Block.Paragraph(
                                            "Messages of this agent arrive here. Nothing else was"
                                                    + " done.")),
                            about);
        };
    }

    private static Post post(Tone tone, String title, List<Block> body, About about, Fact... more) {
        var facts = new ArrayList<>(List.of(more));
        facts.addAll(facts(about));
        return new Post(tone, title, body, facts, about.link(), List.of());
    }

    private static List<Fact> facts(About about) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Asked by", about.askedBy()));
        about.cost().ifPresent(cost -> facts.add(new Fact("Cost", cost.toString())));
        about.took().ifPresent(took -> facts.add(new Fact("Took", seconds(took))));
        return facts;
    }

    private static String seconds(Duration took) {
        return took.toMillis() < 10_000
                ? Math.round(took.toMillis() / 100.0) / 10.0 + " s"
                : took.toSeconds() + " s";
    }

    /** Of an object, {@code title} if it has one. */
    private static String title(Message.Call call) {
        return text(call.input(), "title").orElse(call.about().agent());
    }

    /** A text is shown as it is, an object's {@code text} too; anything else as JSON. */
    private static List<Block> blocks(JsonNode content) {
        if (content.isTextual()) {
            return List.of(new Block.Paragraph(content.textValue()));
        }
        return text(content, "text")
                .<List<Block>>map(text -> List.of(new Block.Paragraph(text)))
                .orElseGet(() -> List.of(new Block.Code(pretty(content))));
    }

    private static Optional<String> text(JsonNode content, String field) {
        return Optional.of(content.path(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isBlank());
    }

    private static String pretty(JsonNode content) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }
}
