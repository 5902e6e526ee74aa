package dev.tollgate.platforms;

import dev.tollgate.platforms.Post.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The texts of a message's parts, filled one after the other. */
final class TelegramTexts {
    /**
     * In UTF-16 units and without the markup, after whose reading <a
     * href="https://core.telegram.org/bots/api#sendmessage">the limit is checked</a>.
     */
    static final int LONGEST = 4096;

    /** Less room than this at the end of a text is left empty. */
    private static final int SHORTEST_PIECE = 400;

    private static final int TITLE = 256;
    private static final String GAP = "\n\n";

    private final List<String> full = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int used;

    private TelegramTexts() {}

    /** In MarkdownV2, none empty. */
    static List<String> of(Post post) {
        var texts = new TelegramTexts();
        var title = Pieces.of(post.title(), TITLE);
        texts.add(post.tone().mark + title.getFirst().strip(), GAP, MarkdownV2::bold);
        title.subList(1, title.size()).forEach(it -> texts.add(it, GAP, MarkdownV2::escaped));
        for (var block : post.body()) {
            texts.add(
                    block.text(),
                    GAP,
                    switch (block) {
                        case Block.Paragraph _ -> MarkdownV2::escaped;
                        case Block.Code _ -> MarkdownV2::pre;
                    });
        }
        var gap = GAP;
        for (var fact : post.facts()) {
            texts.fact(fact, gap);
            gap = "\n";
        }
        texts.flush();
        return texts.full;
    }

    private void fact(Post.Fact fact, String gap) {
        var name = fact.name() + ":";
        for (var value : Pieces.of(fact.value(), LONGEST - name.length() - 1)) {
            int length = name.length() + 1 + value.length();
            if (gap.length() + length > LONGEST - used) {
                flush();
            }
            put(gap, length, MarkdownV2.bold(name) + " " + MarkdownV2.escaped(value));
        }
    }

    private void add(String whole, String gap, UnaryOperator<String> markup) {
        if (LONGEST - used < gap.length() + Math.min(whole.length(), SHORTEST_PIECE)) {
            flush();
        }
        int room = used == 0 ? LONGEST : LONGEST - used - gap.length();
        for (var piece : Pieces.of(whole, room, LONGEST, Character::charCount)) {
            if (used > 0 && gap.length() + piece.length() > LONGEST - used) {
                flush();
            }
            put(gap, piece.length(), markup.apply(piece));
        }
    }

    private void put(String gap, int length, String markdown) {
        if (used > 0) {
            text.append(gap);
            used += gap.length();
        }
        text.append(markdown);
        used += length;
    }

    private void flush() {
        if (used > 0) {
            full.add(text.toString());
            text.setLength(0);
            used = 0;
        }
    }
}
