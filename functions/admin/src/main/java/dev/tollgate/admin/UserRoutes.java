package dev.tollgate.admin;

import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Fields;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.util.Set;
import java.util.function.Function;

/** {@code /admin/users}: reads requests, writes answers. */
final class UserRoutes {
    private static final int LARGEST_BODY = 32_768;

    private final Users users;
    private final AddUser addUser;
    private final ChangeUser changeUser;
    private final ChangePassword changePassword;

    UserRoutes(Users users, AddUser addUser, ChangeUser changeUser, ChangePassword changePassword) {
        this.users = users;
        this.addUser = addUser;
        this.changeUser = changeUser;
        this.changePassword = changePassword;
    }

    Answer create(Request request) {
        var fields = request.json(LARGEST_BODY);
        var name = UserFields.name(fields);
        var password = fields.requiredText("password", User.LONGEST_TYPED_PASSWORD);
        var rights =
                new Rights(
                        fields.required("roles", UserFields.roles(fields)),
                        UserFields.tools(fields).orElse(Set.of()),
                        UserFields.team(fields));
        fields.end();
        return switch (addUser.run(request.principal(), new AddUser.Wish(name, password, rights))) {
            case AddUser.Outcome.Added(var user) ->
                    Answer.created("/admin/users/" + user.id(), UserFields.body(user));
            case AddUser.Outcome.NameTaken() ->
                    Problem.of(409, "username_taken", "Somebody is called so already.").answer();
            case AddUser.Outcome.NotAllowed(var why) -> notAllowed(why);
            case AddUser.Outcome.BadPassword(var detail) -> throw fields.refuse("password", detail);
        };
    }

    Answer list(Request request) {
        request.onlyQueries(Set.of("limit", "cursor"));
        return Answer.list(
                users.list(request.principal().organisation(), request.page(UserId::new))
                        .map(UserFields::body));
    }

    Answer read(Request request) {
        return request.path("id", UserId::new)
                .flatMap(id -> users.find(request.principal().organisation(), id))
                .map(user -> Answer.ok(UserFields.body(user)))
                .orElseGet(UserRoutes::notFound);
    }

    Answer change(Request request) {
        var fields = request.json(LARGEST_BODY);
        var wish =
                new ChangeUser.Wish(
                        UserFields.roles(fields),
                        UserFields.tools(fields),
                        team(fields),
                        fields.bool("disabled"));
        fields.end();
        return on(
                request,
                (caller, id) -> changeUser.run(caller, id, wish),
                user -> Answer.ok(UserFields.body(user)));
    }

    Answer delete(Request request) {
        return on(request, changeUser::remove, _ -> Answer.noContent());
    }

    Answer password(Request request) {
        var fields = request.json(LARGEST_BODY);
        var present = fields.text("current_password", User.LONGEST_TYPED_PASSWORD);
        var next = fields.requiredText("new_password", User.LONGEST_TYPED_PASSWORD);
        fields.end();
        return request.path("id", UserId::new)
                .map(id -> new ChangePassword.Wish(id, present, next))
                .map(wish -> password(request.principal(), wish, fields))
                .orElseGet(UserRoutes::notFound);
    }

    private Answer password(Principal caller, ChangePassword.Wish wish, Fields fields) {
        return switch (changePassword.run(caller, wish)) {
            case ChangePassword.Outcome.Decided(var outcome) ->
                    answer(outcome, _ -> Answer.noContent());
            case ChangePassword.Outcome.WrongPassword() ->
                    Problem.of(403, "wrong_password", "Your own password takes the current one.")
                            .answer();
            case ChangePassword.Outcome.MustWait(var pause) -> SessionRoutes.mustWait(pause);
            case ChangePassword.Outcome.BadPassword(var detail) ->
                    throw fields.refuse("new_password", detail);
            case ChangePassword.Outcome.NotYours() ->
                    Problem.of(
                                    403,
                                    "insufficient_scope",
                                    "Somebody else's password needs the scope users:write.")
                            .with("required_scope", "users:write")
                            .answer();
        };
    }

    /** What a change came to; {@code made} answers for the user that was changed. */
    static Answer answer(UserChanges.Outcome outcome, Function<User, Answer> made) {
        return switch (outcome) {
            case UserChanges.Outcome.Made(var user) -> made.apply(user);
            case UserChanges.Outcome.NotFound() -> notFound();
            case UserChanges.Outcome.NotAllowed(var why) -> notAllowed(why);
            case UserChanges.Outcome.OfSettings() ->
                    Problem.of(
                                    409,
                                    "administrator_of_settings",
                                    "The deployment's settings name this administrator and its"
                                            + " password; change them there.")
                            .answer();
            case UserChanges.Outcome.LastOwner() ->
                    Problem.of(
                                    409,
                                    "last_owner",
                                    "The organisation would have no owner who can sign in.")
                            .answer();
            case UserChanges.Outcome.Outdated() ->
                    Problem.of(409, "changed_meanwhile", "The password was changed meanwhile.")
                            .answer();
        };
    }

    @FunctionalInterface
    private interface Act {
        UserChanges.Outcome run(Principal caller, UserId id);
    }

    private static Answer on(Request request, Act act, Function<User, Answer> made) {
        return request.path("id", UserId::new)
                .map(id -> answer(act.run(request.principal(), id), made))
                .orElseGet(UserRoutes::notFound);
    }

    private static ChangeUser.Team team(Fields fields) {
        if (fields.isNull("team")) {
            return new ChangeUser.Team.None();
        }
        return UserFields.team(fields)
                .<ChangeUser.Team>map(ChangeUser.Team.Of::new)
                .orElseGet(ChangeUser.Team.Same::new);
    }

    private static Answer notFound() {
        return Problem.notFound("user").answer();
    }

    private static Answer notAllowed(Authority.Refusal why) {
        return Problem.of(403, why.code(), why.detail()).with("missing", why.missing()).answer();
    }
}
