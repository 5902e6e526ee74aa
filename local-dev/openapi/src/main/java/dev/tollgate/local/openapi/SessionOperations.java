package dev.tollgate.local.openapi;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Session;
import dev.tollgate.domain.identity.User;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.Map;

/** Sign in, renew and end tokens. */
final class SessionOperations {
    static final Refusal TOO_MANY =
            Refusal.of(
                            "TooManyAttempts",
                            429,
                            "too_many_attempts",
                            "There were too many failures before this.")
                    .with("retry_after_seconds", Schema.integer(0))
                    .with(Refusals.RETRY_AFTER);

    private static final Schema TOKEN = Schema.text(Session.LONGEST_TOKEN);

    private SessionOperations() {}

    static Map<String, Schema> schemas() {
        return Map.of(
                "Tokens",
                Shape.written()
                        .always("token", Schema.text().described("The access token, a Bearer."))
                        .always("refresh_token", Schema.text().described("Good for one renewal."))
                        .always("token_type", Schema.constant("Bearer"))
                        .always(
                                "expires_in",
                                Schema.integer(0).described("Seconds of the access token."))
                        .schema(),
                "Revoked",
                Shape.written()
                        .always(
                                "revoked",
                                Schema.flag().described("Whether there was something to end."))
                        .schema());
    }

    static Operation login() {
        return Area.SESSIONS
                .operation("Sign in")
                .reads(
                        Body.json(
                                Shape.read()
                                        .always("username", Schema.text(User.LONGEST_TYPED_NAME))
                                        .always(
                                                "password",
                                                Schema.text(User.LONGEST_TYPED_PASSWORD))
                                        .maybe(
                                                "organisation",
                                                Values.id(OrganisationId.PREFIX)
                                                        .described(
                                                                "The one that runs this deployment"
                                                                        + " unless given."))
                                        .schema()))
                .gives(Answer.ok("The tokens of a new session.", Schema.ref("Tokens")))
                .refuses(
                        Refusal.of(
                                        "InvalidCredentials",
                                        401,
                                        "invalid_credentials",
                                        "The user name or the password is wrong.")
                                .with(Refusals.CHALLENGE),
                        TOO_MANY);
    }

    static Operation refresh() {
        return Area.SESSIONS
                .operation("Renew tokens")
                .described(
                        "A refresh token is good once; the one that comes of it is good next. Using"
                                + " one again ends the session.")
                .reads(Body.json(Shape.read().always("refresh_token", TOKEN).schema()))
                .gives(Answer.ok("The next tokens of the session.", Schema.ref("Tokens")))
                .refuses(
                        Refusal.of(
                                        "InvalidRefreshToken",
                                        401,
                                        "invalid_refresh_token",
                                        "The refresh token is not good, or not any more.")
                                .with(Refusals.CHALLENGE));
    }

    static Operation revoke() {
        return Area.SESSIONS
                .operation("End the tokens of a session")
                .described("Somebody else's take the scope `tokens:revoke`.")
                .reads(
                        Body.json(
                                Shape.read()
                                        .always(
                                                "token",
                                                TOKEN.described(
                                                        "An access or a refresh token of it."))
                                        .schema()))
                .gives(Answer.ok("Whether they ended.", Schema.ref("Revoked")))
                .refuses(
                        Refusal.of("NotYourToken", 403, "not_your_token", "It is somebody else's.")
                                .with("required_scope", Schema.text()));
    }

    static Operation revokeAll() {
        return Area.SESSIONS
                .operation("End all tokens of an organisation or of a user")
                .reads(
                        Body.json(
                                Shape.read()
                                        .maybe(
                                                "user_id",
                                                Values.id(UserId.PREFIX)
                                                        .described(
                                                                "Everybody's of the organisation"
                                                                        + " unless given."))
                                        .schema()))
                .gives(Answer.ok("They ended.", Schema.ref("Revoked")))
                .refuses(UserOperations.NO_AUTHORITY, Refusals.NOT_FOUND);
    }
}
