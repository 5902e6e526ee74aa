package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.platforms.Post.Block;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A post as <a href="https://developers.notion.com/reference/block">blocks</a>: a callout for how
 * it went, paragraphs and code, a list of facts, and the link.
 */
final class NotionBlocks {
    /**
     * Of one piece of rich text. The API counts as JavaScript does ("text.content.length should be
     * ≤ 2000"), in UTF-16 units (<a
     * href="https://developers.notion.com/reference/request-limits#size-limits">size limits</a>).
     */
    static final int LONGEST_PIECE = 2000;

    /** Pieces of rich text in one block, and blocks in one request; the same page. */
    static final int MOST = 100;

    static final int LONGEST_URL = 2000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<ObjectNode> blocks = new ArrayList<>();

    private NotionBlocks() {}

    /**
     * @param title the whole of it, if the page could only show its beginning; else empty
     */
    static List<ObjectNode> of(Post post, String title) {
        var all = new NotionBlocks();
        all.tone(post.tone());
        all.paragraphs(title);
        for (var block : post.body()) {
            switch (block) {
                case Block.Paragraph(var text) -> all.paragraphs(text);
                case Block.Code(var text) -> all.code(text);
            }
        }
        post.facts().forEach(all::fact);
        post.link()
                .filter(url -> url.toString().length() <= LONGEST_URL)
                .ifPresent(url -> all.link(post, url));
        return all.blocks;
    }

    private void tone(Post.Tone tone) {
        switch (tone) {
            case NEUTRAL -> {}
            case GOOD -> callout("Answered", "✅", "green_background");
            case BAD -> callout("Not answered", "❌", "red_background");
            case WAITING -> callout("Waits for a decision", "⏳", "yellow_background");
        }
    }

    private void callout(String text, String emoji, String color) {
        var callout = block("callout");
        piece(callout.putArray("rich_text"), text);
        callout.putObject("icon").put("type", "emoji").put("emoji", emoji);
        callout.put("color", color);
    }

    /** An empty line ends a paragraph. */
    private void paragraphs(String text) {
        for (var paragraph : text.split("\\R\\h*\\R", -1)) {
            rich("paragraph", paragraph);
        }
    }

    private void code(String text) {
        for (var block : rich("code", text)) {
            block.put("language", "json");
        }
    }

    /** As many blocks as its pieces need. */
    private List<ObjectNode> rich(String type, String text) {
        var made = new ArrayList<ObjectNode>();
        var pieces = Pieces.of(text, LONGEST_PIECE);
        for (int from = 0; from < pieces.size(); from += MOST) {
            var block = block(type);
            var rich = block.putArray("rich_text");
            pieces.subList(from, Math.min(pieces.size(), from + MOST))
                    .forEach(piece -> piece(rich, piece));
            made.add(block);
        }
        return made;
    }

    private void fact(Post.Fact fact) {
        var rich = block("bulleted_list_item").putArray("rich_text");
        piece(rich, fact.name() + ": ").putObject("annotations").put("bold", true);
        Pieces.of(fact.value(), LONGEST_PIECE).stream()
                .limit(MOST - 1L)
                .forEach(piece -> piece(rich, piece));
    }

    /** Pages have no buttons that a program hears of. */
    private void link(Post post, URI url) {
        var text = post.buttons().isEmpty() ? "Open in Tollgate" : "Approve or reject";
        var piece = piece(block("paragraph").putArray("rich_text"), text);
        ((ObjectNode) piece.get("text")).putObject("link").put("url", url.toString());
    }

    private ObjectNode block(String type) {
        var block = JSON.createObjectNode().put("object", "block").put("type", type);
        blocks.add(block);
        return block.putObject(type);
    }

    /** Rich text is never read as markdown, so it needs no escaping. */
    static ObjectNode piece(ArrayNode rich, String text) {
        var piece = rich.addObject().put("type", "text");
        piece.putObject("text").put("content", text);
        return piece;
    }
}
