package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.platforms.Post.Block;
import dev.tollgate.platforms.Post.Button;
import dev.tollgate.platforms.Post.Fact;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Slack's messages out of blocks. What agents write stands in <a
 * href="https://docs.slack.dev/reference/block-kit/composition-objects/text-object">plain_text</a>
 * and rich text, in which nothing has a meaning: no link, no mention, no markup. Only names and
 * values of facts are mrkdwn, <a
 * href="https://docs.slack.dev/messaging/formatting-message-text#escaping">escaped</a>.
 */
final class BlockKit {
    /**
     * <a href="https://docs.slack.dev/reference/block-kit/blocks/header-block">Header block</a>.
     */
    static final int HEADER = 150;

    /**
     * <a href="https://docs.slack.dev/reference/block-kit/blocks/section-block">Section block</a>.
     */
    static final int SECTION = 3000;

    static final int FIELD = 2000;
    static final int FIELDS = 10;

    /** <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks of a message</a>. */
    static final int BLOCKS = 50;

    /**
     * Of all blocks of one message, as JSON. Slack documents no such limit, but answers {@code
     * msg_blocks_too_long} at <a href="https://github.com/slackapi/bolt-js/issues/2509">12,000
     * characters of text and somewhat more</a>, and <a
     * href="https://github.com/slackapi/bolt-js/issues/2867">has done so at 11,341</a>.
     */
    static final int TOGETHER = 10_000;

    private static final String LEFT_OUT = "The answer is longer than Slack takes here.";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BlockKit() {}

    /** Messages with {@code text} for notifications and {@code blocks}. */
    static List<ObjectNode> messages(Post post) {
        var mark = post.tone().mark;
        var title = Pieces.of(post.title(), HEADER - mark.length());
        var header = mark + title.getFirst().strip();
        var blocks = blocks(post, header, title.subList(1, title.size()));
        var pages = Pages.of(blocks, BLOCKS, TOGETHER, block -> block.toString().length());
        var messages = new ArrayList<ObjectNode>();
        for (var page : pages) {
            var number = messages.size() + 1;
            var of = pages.size() == 1 ? "" : " (" + number + "/" + pages.size() + ")";
            messages.add(message(escaped(header) + of, page));
        }
        return messages;
    }

    /**
     * At most so many of them. Messages cannot be made larger, so of more the first and the last,
     * which holds the link to the whole, and between them one that says so.
     */
    static List<ObjectNode> abridged(List<ObjectNode> messages, int most) {
        if (messages.size() <= most) {
            return messages;
        }
        var all = new ArrayList<>(messages.subList(0, most - 2));
        var left = messages.size() - most + 1;
        all.add(
                message(
                        LEFT_OUT,
                        List.of(
                                section(
                                        LEFT_OUT
                                                + " It has "
                                                + left
                                                + " more messages; the record of the call holds"
                                                + " the whole."))));
        all.add(messages.getLast());
        return all;
    }

    private static ObjectNode message(String text, List<ObjectNode> blocks) {
        var message = JSON.createObjectNode().put("text", text);
        message.putArray("blocks").addAll(blocks);
        return message;
    }

    private static List<ObjectNode> blocks(Post post, String header, List<String> more) {
        var blocks = new ArrayList<ObjectNode>();
        blocks.add(block("header").set("text", plain(header)));
        more.forEach(text -> blocks.add(section(text)));
        for (var block : post.body()) {
            for (var piece : Pieces.of(block.text(), SECTION)) {
                blocks.add(
                        switch (block) {
                            case Block.Paragraph _ -> section(piece);
                            case Block.Code _ -> code(piece);
                        });
            }
        }
        blocks.addAll(facts(post.facts()));
        post.link().ifPresent(link -> blocks.add(context(link)));
        if (!post.buttons().isEmpty()) {
            blocks.add(actions(post.buttons()));
        }
        return blocks;
    }

    private static ObjectNode section(String text) {
        return block("section").put("expand", true).set("text", plain(text));
    }

    /**
     * <a href="https://docs.slack.dev/reference/block-kit/blocks/rich-text-block">Rich text</a>,
     * since no fence in mrkdwn can hold one.
     */
    private static ObjectNode code(String text) {
        var block = block("rich_text");
        var preformatted = block.putArray("elements").addObject();
        preformatted.put("type", "rich_text_preformatted");
        preformatted.putArray("elements").addObject().put("type", "text").put("text", text);
        return block;
    }

    private static List<ObjectNode> facts(List<Fact> facts) {
        var blocks = new ArrayList<ObjectNode>();
        ArrayNode fields = JSON.createArrayNode();
        for (var fact : facts) {
            var name = "*" + escaped(fact.name()) + "*\n";
            for (var piece : Pieces.of(fact.value(), FIELD - name.length(), BlockKit::size)) {
                var full = fields.size() == FIELDS || fields.toString().length() > FIELD;
                if (fields.isEmpty() || full) {
                    fields = JSON.createArrayNode();
                    blocks.add(block("section").set("fields", fields));
                }
                fields.add(mrkdwn(name + escaped(piece)));
            }
        }
        return blocks;
    }

    private static ObjectNode context(URI link) {
        var block = block("context");
        block.putArray("elements")
                .add(mrkdwn("<" + escaped(link.toString()) + "|Open the record>"));
        return block;
    }

    /**
     * <a
     * href="https://docs.slack.dev/reference/block-kit/block-elements/button-element">Buttons</a>:
     * a label of 75 characters, an action_id of 255.
     */
    private static ObjectNode actions(List<Button> buttons) {
        var block = block("actions");
        var elements = block.putArray("elements");
        for (var button : buttons) {
            var element = elements.addObject().put("type", "button");
            element.set("text", plain(button.label()));
            element.put("action_id", button.action());
            element.put("style", button.affirmative() ? "primary" : "danger");
        }
        return block;
    }

    private static ObjectNode block(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static ObjectNode plain(String text) {
        return JSON.createObjectNode()
                .put("type", "plain_text")
                .put("text", text)
                .put("emoji", false);
    }

    private static ObjectNode mrkdwn(String text) {
        return JSON.createObjectNode()
                .put("type", "mrkdwn")
                .put("text", text)
                .put("verbatim", true);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static int size(int c) {
        return switch (c) {
            case '&' -> "&amp;".length();
            case '<' -> "&lt;".length();
            case '>' -> "&gt;".length();
            default -> Character.charCount(c);
        };
    }
}
