package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.platforms.Post.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A post as cards that are each small enough. What does not fit on one goes on, on the next. */
final class Cards {
    /**
     * An action of Workflows takes "approximately 28 KB", and fails with "Request Entity too large"
     * beyond (<a
     * href="https://learn.microsoft.com/en-us/connectors/teams/#known-issues-and-limitations-with-actions">limits
     * of the Teams connector</a>); the smaller reading of it, in bytes of UTF-8.
     */
    static final int LARGEST = 28_000;

    private static final int LONGEST_TITLE = 250;

    /** For the element that a piece of text becomes, and for what its first line begins with. */
    private static final int AROUND = 100;

    private final Post post;
    private final String title;
    private final List<Card> cards = new ArrayList<>();
    private Card card;

    private Cards(Post post) {
        this.post = post;
        this.title =
                isLong(post.title())
                        ? Pieces.of(post.title(), LONGEST_TITLE).getFirst() + "…"
                        : post.title();
        this.card = new Card(post.tone(), title);
        cards.add(card);
    }

    static List<ObjectNode> of(Post post) {
        var cards = new Cards(post);
        if (isLong(post.title())) {
            cards.add(new Block.Paragraph(post.title()));
        }
        post.body().forEach(cards::add);
        if (!post.buttons().isEmpty()) {
            cards.add(new Block.Paragraph(inWords(post.buttons())));
        }
        cards.end();
        var all = cards.cards;
        return IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i).finished(i + 1, all.size()))
                .toList();
    }

    private static boolean isLong(String title) {
        return title.length() > LONGEST_TITLE;
    }

    private void add(Block block) {
        int space = LARGEST - new Card(post.tone(), title).size() - AROUND;
        for (var piece : Pieces.of(block.text(), space, CardText::largest)) {
            card.add(block, piece);
            if (card.size() > LARGEST) {
                card.remove();
                next();
                card.add(block, piece);
            }
        }
    }

    /** What is said of the message goes below it. */
    private void end() {
        finish();
        if (card.size() > LARGEST) {
            card.unfinish();
            next();
            finish();
        }
    }

    /**
     * A webhook is no bot: nobody receives what a button submits. The trigger "does not support
     * actionable messages" (<a
     * href="https://learn.microsoft.com/en-us/connectors/teams/#microsoft-teams-webhook">Teams
     * webhook</a>), so decisions are made where the link leads, or in words.
     */
    private void finish() {
        card.facts(post.facts());
        post.link().ifPresent(link -> card.open(action(), link));
    }

    private static String inWords(List<Post.Button> buttons) {
        return buttons.stream()
                .map(button -> button.action().split(":", -1))
                .map(words -> words[1] + " " + words[2])
                .collect(
                        Collectors.joining(
                                " or: ",
                                "To decide here, mention the gate's webhook or bot with: ",
                                "; a reason may follow."));
    }

    private String action() {
        return post.buttons().isEmpty() ? "Open in Tollgate" : "Approve or reject";
    }

    private void next() {
        card = new Card(post.tone(), title);
        cards.add(card);
    }
}
