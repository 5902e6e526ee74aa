package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Whether Discord takes a message: a client library that bots use builds its embeds and buttons,
 * which refuses what is too long, and the sums are as documented.
 */
final class DiscordJudge {
    private static final Pattern LIST = Pattern.compile("(?m)^\\s*[0-9]+\\. ");

    private DiscordJudge() {}

    static void check(JsonNode message) {
        assertThat(message.path("allowed_mentions")).isEqualTo(Samples.json("{\"parse\": []}"));
        assertThat(message.path("embeds").size()).isBetween(1, 10);
        int together = 0;
        for (var embed : message.path("embeds")) {
            together += size(embed);
        }
        assertThat(together).isBetween(1, 6000);
        for (var row : message.path("components")) {
            assertThat(row.path("type").intValue()).isEqualTo(1);
            assertThat(row.path("components").size()).isBetween(1, 5);
            row.path("components").forEach(DiscordJudge::button);
        }
    }

    private static int size(JsonNode embed) {
        var data = DataObject.fromJson(embed.toString()).put("type", "rich");
        var built = EmbedBuilder.fromData(data).build();

        assertThat(built.getFields()).hasSize(embed.path("fields").size());
        assertThat(String.valueOf(built.getDescription()).strip())
                .isEqualTo(embed.path("description").asText("null").strip());
        for (var field : embed.path("fields")) {
            assertThat(field.path("name").asText().length()).isBetween(1, 256);
            assertThat(field.path("value").asText().length()).isBetween(1, 1024);
        }
        return built.getLength();
    }

    private static void button(JsonNode button) {
        var style = ButtonStyle.fromKey(button.path("style").intValue());
        var target = button.path(style == ButtonStyle.LINK ? "url" : "custom_id").asText();

        var built = Button.of(style, target, button.path("label").asText());

        assertThat(built.getStyle().name().toLowerCase(Locale.ROOT)).isNotEqualTo("unknown");
    }

    /**
     * The text that people see, read by the rules: a backslash takes its meaning from a sign,
     * within a fence and in an address nothing has one.
     */
    static String plain(String markdown) {
        if (markdown.startsWith("```\n") && markdown.endsWith("\n```")) {
            var code = markdown.substring(4, markdown.length() - 4);
            assertThat(code).doesNotContain("```");
            return code;
        }
        assertThat(LIST.matcher(markdown).find()).isFalse();
        var plain = new StringBuilder();
        for (int at = 0; at < markdown.length(); at++) {
            char c = markdown.charAt(at);
            int address = address(markdown, at);
            if (address > at) {
                plain.append(markdown, at, address);
                at = address - 1;
            } else if (c == '\\') {
                char next = markdown.charAt(++at);
                assertThat(Character.isLetterOrDigit(next) || Character.isWhitespace(next))
                        .isFalse();
                plain.append(next);
            } else {
                assertThat("*_~`|<>[]()#-+:@".indexOf(c)).as(markdown).isNegative();
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static int address(String text, int from) {
        if (!text.startsWith("http://", from) && !text.startsWith("https://", from)) {
            return from;
        }
        int end = from;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && "<>`|*[]()\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
