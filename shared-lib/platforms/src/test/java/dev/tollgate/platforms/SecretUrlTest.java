package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SecretUrlTest {
    @Test
    void isNotShownByWhatHoldsIt() {
        var url = new SecretUrl(URI.create("https://api.telegram.org/bot1:secret/sendMessage"));
        var chat = new TelegramChat(url, Map.of("chat_id", "42"), Duration.ZERO);

        var call = chat.call(0, Samples.JSON.createObjectNode(), "");

        assertThat(chat.toString()).doesNotContain("secret");
        assertThat(call.toString()).contains("api.telegram.org").doesNotContain("secret");
    }
}
