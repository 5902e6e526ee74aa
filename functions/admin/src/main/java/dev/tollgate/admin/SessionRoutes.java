package dev.tollgate.admin;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.User;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Fields;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sign in, refresh, revoke: reads requests, writes answers. */
final class SessionRoutes {
    private static final int LARGEST_BODY = 8192;
    private static final String CHALLENGE = "WWW-Authenticate";

    private final SignIn signIn;
    private final Renew renew;
    private final EndTokens endTokens;
    private final OrganisationId home;

    /** {@code home} is where people sign in who say no other organisation. */
    SessionRoutes(SignIn signIn, Renew renew, EndTokens endTokens, OrganisationId home) {
        this.signIn = signIn;
        this.renew = renew;
        this.endTokens = endTokens;
        this.home = home;
    }

    Answer login(Request request) {
        var fields = request.json(LARGEST_BODY);
        var name = fields.requiredText("username", User.LONGEST_TYPED_NAME);
        var password = fields.requiredText("password", User.LONGEST_TYPED_PASSWORD);
        var organisation = organisation(fields);
        fields.end();
        var attempt = new Lockout.Attempt(organisation.orElse(home), name, request.sourceIp());
        return switch (signIn.run(attempt, password)) {
            case SignIn.Outcome.SignedIn(var tokens) -> Answer.ok(body(tokens));
            case SignIn.Outcome.Rejected() ->
                    Problem.of(401, "invalid_credentials", "The user name or password is wrong.")
                            .answer()
                            .with(CHALLENGE, "Bearer realm=\"tollgate\"");
            case SignIn.Outcome.MustWait(var pause) -> mustWait(pause);
        };
    }

    Answer refresh(Request request) {
        var fields = request.json(LARGEST_BODY);
        var token = fields.requiredText("refresh_token", Session.LONGEST_TOKEN);
        fields.end();
        return renew.run(token, request.sourceIp())
                .map(tokens -> Answer.ok(body(tokens)))
                .orElseGet(() ->
                        Problem.of(
                                        401,
                                        "invalid_refresh_token",
                                        "The refresh token is not good, or not any more; sign in"
                                                + " again.")
                                .answer()
                                .with(CHALLENGE, "Bearer realm=\"tollgate\""));
    }

    Answer revoke(Request request) {
        var fields = request.json(LARGEST_BODY);
        var token = fields.requiredText("token", Session.LONGEST_TOKEN);
        fields.end();
        return switch (endTokens.one(request.principal(), token)) {
            case EndTokens.Outcome.Ended() -> Answer.ok(Map.of("revoked", true));
            case EndTokens.Outcome.Nothing() -> Answer.ok(Map.of("revoked", false));
            case EndTokens.Outcome.NotYours() ->
                    Problem.of(
                                    403,
                                    "not_your_token",
                                    "Ending somebody else's tokens needs the scope"
                                            + " tokens:revoke.")
                            .with("required_scope", "tokens:revoke")
                            .answer();
        };
    }

    Answer revokeAll(Request request) {
        var fields = request.json(LARGEST_BODY);
        var user = user(fields);
        fields.end();
        if (user.isEmpty()) {
            endTokens.all(request.principal());
            return Answer.ok(Map.of("revoked", true));
        }
        return UserRoutes.answer(
                endTokens.allOf(request.principal(), user.get()),
                _ -> Answer.ok(Map.of("revoked", true)));
    }

    static Answer mustWait(Duration pause) {
        long seconds = pause.plusNanos(999_999_999).toSeconds();
        return Problem.of(429, "too_many_attempts", "There were too many failures; wait.")
                .with("retry_after_seconds", seconds)
                .answer()
                .with("Retry-After", Long.toString(seconds));
    }

    private static Map<String, Object> body(Tokens.Pair tokens) {
        var body = new LinkedHashMap<String, Object>();
        body.put("token", tokens.token());
        body.put("refresh_token", tokens.refresh().text());
        body.put("token_type", "Bearer");
        body.put("expires_in", tokens.lifetime().toSeconds());
        return body;
    }

    private static Optional<OrganisationId> organisation(Fields fields) {
        return fields.text("organisation", User.LONGEST_TYPED_NAME)
                .map(text -> {
                    try {
                        return new OrganisationId(text);
                    } catch (IllegalArgumentException e) {
                        throw fields.refuse(
                                "organisation", "is not the id of one; accepted: org_…");
                    }
                });
    }

    private static Optional<UserId> user(Fields fields) {
        return fields.text("user_id", User.LONGEST_TYPED_NAME)
                .map(text -> {
                    try {
                        return new UserId(text);
                    } catch (IllegalArgumentException e) {
                        throw fields.refuse("user_id", "is not the id of a user; accepted: usr_…");
                    }
                });
    }
}
