package dev.tollgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RequestTest {
    private static final ApiKeyId ID = new ApiKeyId("key_00000000000000000000000000");

    private final APIGatewayV2HTTPEvent event = Events.of(Route.HEALTH);
    private final Request request = Events.request(event);

    @Test
    void decodesABodyThatCameAsBase64() {
        event.setBody(
                Base64.getEncoder()
                        .encodeToString("{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8)));
        event.setIsBase64Encoded(true);
        event.setHeaders(Map.of("content-type", "Application/JSON; charset=utf-8"));

        assertThat(request.json(100).text("a", 1)).contains("ü");
    }

    @Test
    void measuresABodyInBytes() {
        event.setHeaders(Map.of("content-type", "application/json"));
        event.setBody("{\"a\":\"ü\"}");

        assertThat(request.json(10).text("a", 1)).contains("ü");
        assertThatThrownBy(() -> request.json(9))
                .isInstanceOfSatisfying(
                        BadRequest.class, refused -> assertThat(refused.status()).isEqualTo(413))
                .hasMessage("The body has 10 bytes; accepted: at most 9.");
    }

    @Test
    void refusesABodyOfAnotherType() {
        event.setBody("{}");

        assertThatThrownBy(() -> request.json(9))
                .isInstanceOfSatisfying(
                        BadRequest.class, refused -> assertThat(refused.status()).isEqualTo(415))
                .hasMessage("is missing; accepted: application/json.");
        event.setHeaders(Map.of("content-type", "application/jsonp"));
        assertThatThrownBy(() -> request.json(9))
                .hasMessage("is 'application/jsonp'; accepted: application/json.");
    }

    @Test
    void readsTheVersionThatIfMatchNames() {
        assertThat(ifMatch("\"3\"")).isEqualTo(OptionalInt.of(3));
        assertThat(ifMatch("\"v3\"")).isEqualTo(OptionalInt.of(3));
        assertThat(ifMatch("*")).isEmpty();
        assertThat(request(Map.of()).ifMatch()).isEmpty();
        assertThatThrownBy(() -> ifMatch("3")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> ifMatch("W/\"3\"")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> ifMatch("\"99999999999\"")).isInstanceOf(BadRequest.class);
    }

    @Test
    void readsThePageThatACursorNames() {
        event.setQueryStringParameters(Map.of("limit", "7", "cursor", Cursor.seal(ID.value())));

        assertThat(request.page(ApiKeyId::new))
                .isEqualTo(new PageRequest(7, Optional.of(ID.value())));
    }

    @Test
    void refusesACursorThatNamesNoPlaceOfTheList() {
        for (var cursor : Set.of("!", "abc", Cursor.seal("somewhere"), "MTo")) {
            event.setQueryStringParameters(Map.of("cursor", cursor));

            assertThatThrownBy(() -> request.page(ApiKeyId::new))
                    .isInstanceOf(BadRequest.class)
                    .hasMessageContaining("accepted: the next_cursor of the page before.");
        }
    }

    @Test
    void refusesALimitOutOfBounds() {
        for (var limit : Set.of("0", "201", "-1", "1.5", "ten", "99999999999")) {
            event.setQueryStringParameters(Map.of("limit", limit));

            assertThatThrownBy(request::page)
                    .isInstanceOf(BadRequest.class)
                    .hasMessage("is '" + limit + "'; accepted: a whole number from 1 to 200.");
        }
    }

    @Test
    void refusesAQueryParameterThatTheRouteDoesNotKnow() {
        event.setQueryStringParameters(Map.of("limits", "1"));

        assertThatThrownBy(() -> request.onlyQueries(Set.of("limit", "cursor")))
                .hasMessage("is not known; accepted: cursor, limit.");
    }

    @Test
    void findsHeadersWhateverTheirCase() {
        assertThat(request(Map.of("idempotency-key", " a ")).header("Idempotency-Key"))
                .contains("a");
    }

    @Test
    void takesAnIdThatCannotBeOneForAbsent() {
        event.setPathParameters(Map.of("id", "nonsense"));
        assertThat(request.path("id", ApiKeyId::new)).isEmpty();

        event.setPathParameters(Map.of("id", ID.value()));
        assertThat(request.path("id", ApiKeyId::new)).contains(ID);
    }

    private static OptionalInt ifMatch(String tag) {
        return request(Map.of("if-match", tag)).ifMatch();
    }

    private static Request request(Map<String, String> headers) {
        var event = Events.of(Route.HEALTH);
        event.setHeaders(headers);
        return Events.request(event);
    }
}
