package dev.tollgate.admin;

import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.util.LinkedHashMap;

/** {@code POST /admin/login}. */
final class Login {
    private static final int LARGEST_BODY = 8192;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_PASSWORD = 1024;

    private final SignIn signIn;

    Login(SignIn signIn) {
        this.signIn = signIn;
    }

    Answer answer(Request request) {
        var fields = request.json(LARGEST_BODY);
        var name = fields.requiredText("username", LONGEST_NAME);
        var password = fields.requiredText("password", LONGEST_PASSWORD);
        fields.end();
        return switch (signIn.run(name, password, request.sourceIp())) {
            case SignIn.Outcome.SignedIn in -> signedIn(in);
            case SignIn.Outcome.Rejected() ->
                    Problem.of(401, "invalid_credentials", "The user name or password is wrong.")
                            .answer()
                            .with("WWW-Authenticate", "Bearer realm=\"tollgate\"");
            case SignIn.Outcome.MustWait wait -> mustWait(wait);
        };
    }

    private static Answer signedIn(SignIn.Outcome.SignedIn in) {
        var body = new LinkedHashMap<String, Object>();
        body.put("token", in.token());
        body.put("token_type", "Bearer");
        body.put("expires_in", in.lifetime().toSeconds());
        return Answer.ok(body);
    }

    private static Answer mustWait(SignIn.Outcome.MustWait wait) {
        long seconds = wait.pause().plusNanos(999_999_999).toSeconds();
        return Problem.of(
                        429,
                        "too_many_attempts",
                        "There were too many failures from this address; wait.")
                .with("retry_after", seconds)
                .answer()
                .with("Retry-After", Long.toString(seconds));
    }
}
