package dev.tollgate.local.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/problem+json",
                "text/csv",
                "application/xml",
                "application/javascript"
            })
    void passesTextAsText(String type) {
        assertThat(BodyText.passesAsText(Optional.of(type), Optional.empty())).isTrue();
        assertThat(BodyText.passesAsText(Optional.of(type), Optional.of("identity"))).isTrue();
        assertThat(BodyText.passesAsText(Optional.of(type), Optional.of("gzip"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"image/png", "application/x-www-form-urlencoded", "multipart/form-data", ""})
    void encodesAllElse(String type) {
        assertThat(BodyText.passesAsText(Optional.of(type), Optional.empty())).isFalse();
        assertThat(BodyText.passesAsText(Optional.empty(), Optional.empty())).isFalse();
    }
}
