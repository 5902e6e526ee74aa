package dev.tollgate.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverTest {
    private final Receiver receiver = Receiver.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        receiver.close();
        client.close();
    }

    @Test
    void echoesTheInputAndKeepsTheRequest() throws Exception {
        HttpResponse<String> answer =
                post("/hook?x=1", "{\"input\": \"hello\"}", "X-Key", "sesame");

        assertThat(answer.body()).isEqualTo("{\"reply\":\"You said: hello\",\"path\":\"/hook\"}");
        assertThat(receiver.requests())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.method()).isEqualTo("POST");
                    assertThat(request.path()).isEqualTo("/hook");
                    assertThat(request.query()).isEqualTo("x=1");
                    assertThat(request.body()).isEqualTo("{\"input\": \"hello\"}");
                    assertThat(request.header("x-KEY")).contains("sesame");
                });
    }

    @Test
    void answersInTurnAndThenStaysWithTheLast() throws Exception {
        receiver.answers(
                Behaviour.inTurn(
                        Behaviour.status(503),
                        Behaviour.answering(429, "{}", Map.of("Retry-After", "2")),
                        Behaviour.echo()));

        List<Integer> statuses =
                List.of(
                        post("/", "{}").statusCode(),
                        post("/", "{}").statusCode(),
                        post("/", "{}").statusCode(),
                        post("/", "{}").statusCode());

        assertThat(statuses).containsExactly(503, 429, 200, 200);
    }

    @Test
    void answersAPathInItsOwnWay() throws Exception {
        receiver.answers("/gone", Behaviour.status(410));

        assertThat(post("/gone", "{}").statusCode()).isEqualTo(410);
        assertThat(post("/other", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void redirects() throws Exception {
        receiver.answers("/old", Behaviour.redirecting(receiver.at("/new")));

        HttpResponse<String> answer = post("/old", "{}");

        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("Location"))
                .contains(receiver.at("/new").toString());
    }

    @Test
    void hangsUpOrBreaksOffAsTold() {
        receiver.answers("/silent", Behaviour.hangingUp());
        receiver.answers("/broken", Behaviour.breakingOff());

        assertThatThrownBy(() -> post("/silent", "{}")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post("/broken", "{}")).isInstanceOf(IOException.class);
    }

    @Test
    void holdsTheAnswerBackUntilItIsTold() {
        var open = new CountDownLatch(1);
        receiver.answers(Behaviour.once(open, Behaviour.echo()));
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request("/", "{}").build(), HttpResponse.BodyHandlers.ofString());

        receiver.awaitRequests(1);
        boolean before = answer.isDone();
        open.countDown();

        assertThat(before).isFalse();
        assertThat(answer.join().statusCode()).isEqualTo(200);
    }

    @Test
    void delaysItsAnswer() {
        receiver.answers(Behaviour.after(Duration.ofMinutes(1), Behaviour.echo()));

        assertThatThrownBy(() ->
                        client.send(
                                request("/", "{}").timeout(Duration.ofMillis(200)).build(),
                                HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void sendsAHugeBody() throws Exception {
        receiver.answers(Behaviour.huge(3_000_000));

        assertThat(post("/", "{}").body()).hasSize(3_000_002);
    }

    @Test
    void dripsItsBody() throws Exception {
        receiver.answers(Behaviour.dripping("{\"a\": 1}", Duration.ofMillis(1)));

        assertThat(post("/", "{}").body()).isEqualTo("{\"a\": 1}");
    }

    @Test
    void serves64CallersAtOnce() {
        var open = new CountDownLatch(1);
        receiver.answers(Behaviour.once(open, Behaviour.echo()));
        List<CompletableFuture<Integer>> answers =
                IntStream.range(0, 64)
                        .mapToObj(i ->
                                client.sendAsync(
                                                request("/", "{}").build(),
                                                HttpResponse.BodyHandlers.ofString())
                                        .thenApply(HttpResponse::statusCode))
                        .toList();

        receiver.awaitRequests(64);
        open.countDown();

        assertThat(answers).extracting(CompletableFuture::join).containsOnly(200);
    }

    @Test
    void issuesTokensForClientCredentials() throws Exception {
        receiver.issuesTokensTo("gate", "se:same");
        receiver.issuesTokensFor(Duration.ofSeconds(90));
        String basic =
                Base64.getEncoder()
                        .encodeToString("gate:se%3Asame".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> byHeader =
                post(
                        Receiver.TOKEN_PATH,
                        "grant_type=client_credentials&scope=a",
                        "Authorization",
                        "Basic " + basic);
        HttpResponse<String> byForm =
                post(
                        Receiver.TOKEN_PATH,
                        "grant_type=client_credentials&client_id=gate&client_secret=se%3Asame");
        HttpResponse<String> wrong =
                post(
                        Receiver.TOKEN_PATH,
                        "grant_type=client_credentials&client_id=gate&client_secret=no");
        HttpResponse<String> otherGrant = post(Receiver.TOKEN_PATH, "grant_type=password");

        assertThat(byHeader.body())
                .isEqualTo(
                        "{\"access_token\": \"token-1\", \"token_type\": \"Bearer\", \"expires_in\": 90}");
        assertThat(byForm.body()).contains("token-2");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(otherGrant.statusCode()).isEqualTo(400);
        assertThat(receiver.tokensIssued()).isEqualTo(2);
        assertThat(receiver.tokenRequests()).hasSize(4);
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void saysThatItsPortIsTaken() {
        int port = receiver.endpoint().getPort();

        assertThatThrownBy(() -> Receiver.start(port))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("port %d of 127.0.0.1 is held by another process", port);
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(Listening.onLoopbackOnly(receiver.endpoint().getPort())).isTrue();
    }

    private HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String body) {
        URI uri = receiver.at(path);
        return HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
