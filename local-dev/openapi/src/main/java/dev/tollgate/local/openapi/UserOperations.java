package dev.tollgate.local.openapi;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.LinkedAccount;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.User;
import dev.tollgate.local.openapi.spec.Answer;
import dev.tollgate.local.openapi.spec.Body;
import dev.tollgate.local.openapi.spec.Operation;
import dev.tollgate.local.openapi.spec.Parameter;
import dev.tollgate.local.openapi.spec.Refusal;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;
import java.util.List;
import java.util.Map;

/** People who sign in, and who they are on chat platforms. */
final class UserOperations {
    private static final Schema MISSING =
            Schema.list(Schema.text()).described("What the caller would have to hold.");

    static final Refusal NO_AUTHORITY =
            Refusal.of(
                            "NoAuthority",
                            403,
                            List.of("owner_required", "scopes_not_held", "team_not_held"),
                            "Nobody gives away, or changes in others, what they do not hold.")
                    .with("missing", MISSING);

    private static final Refusal TOOLS_NOT_HELD =
            Refusal.of(
                            "ToolsNotHeld",
                            403,
                            "tools_not_held",
                            "Nobody gives away tools that they may not use.")
                    .with("missing", MISSING);

    private static final Refusal OF_SETTINGS =
            Refusal.of(
                    "AdministratorOfSettings",
                    409,
                    "administrator_of_settings",
                    "The deployment's settings name this user and decide on it.");

    private static final Refusal LAST_OWNER =
            Refusal.of(
                    "LastOwner",
                    409,
                    "last_owner",
                    "The organisation would have no owner who can sign in.");

    private static final Schema PASSWORD =
            Schema.text(User.LONGEST_TYPED_PASSWORD)
                    .described(
                            "At least as long as the deployment asks for, at most "
                                    + User.LONGEST_PASSWORD
                                    + " characters, not the name and not one of the most common.");

    private static final Schema ROLES = Schema.list(Values.ROLE, 1, Rights.MOST);

    private static final Schema TOOLS =
            Schema.list(Schema.matching(Rights.TOOL_PATTERN), 0, Rights.MOST)
                    .described("Names of tools, or `*` for all.");

    private static final Schema TEAM = Schema.text(Rights.LONGEST_TEAM);

    private static final String AGENT = "external_agent_id";
    private static final String ACCOUNT = "account_id";

    private UserOperations() {}

    static Map<String, Schema> schemas() {
        return Map.of(
                "User",
                Shape.written()
                        .always("id", Values.id(UserId.PREFIX))
                        .always("username", Schema.matching(User.NAME_PATTERN))
                        .always("roles", Schema.list(Values.ROLE))
                        .always("allowed_tools", Schema.list(Schema.text()))
                        .maybe("team", Schema.text())
                        .always("disabled", Schema.flag())
                        .always("created_by", Schema.text().described("The id of a principal."))
                        .always("created_at", Schema.time())
                        .always("updated_at", Schema.time())
                        .schema(),
                "LinkedAccount",
                Shape.written()
                        .always(AGENT, Values.id(AgentId.PREFIX))
                        .always(ACCOUNT, Schema.text())
                        .always("user_id", Values.id(UserId.PREFIX))
                        .always("linked_by", Schema.text().described("The id of a principal."))
                        .always("linked_at", Schema.time())
                        .schema());
    }

    private static Parameter id() {
        return Values.idInPath(UserId.PREFIX, "user");
    }

    static Operation create() {
        return Area.USERS
                .operation("Make a user")
                .reads(
                        Body.json(
                                Shape.read()
                                        .always("username", Schema.matching(User.NAME_PATTERN))
                                        .always("password", PASSWORD)
                                        .always("roles", ROLES)
                                        .maybe("allowed_tools", TOOLS)
                                        .maybe("team", TEAM)
                                        .schema()))
                .gives(Answer.created("The new user.", Schema.ref("User")))
                .refuses(
                        NO_AUTHORITY,
                        TOOLS_NOT_HELD,
                        Refusal.of(
                                "UsernameTaken",
                                409,
                                "username_taken",
                                "Somebody is called so already."));
    }

    static Operation list() {
        return Area.USERS
                .operation("List users")
                .takes(Values.paged())
                .gives(Answer.ok("A page of them.", Values.page("User").schema()));
    }

    static Operation read() {
        return Area.USERS
                .operation("Read a user")
                .takes(id())
                .gives(Answer.ok("The user.", Schema.ref("User")))
                .refuses(Refusals.NOT_FOUND);
    }

    static Operation change() {
        return Area.USERS
                .operation("Change what a user may do, disable or enable one")
                .described("What is not given stays. `team` as `null` takes the user out of it.")
                .takes(id())
                .reads(
                        Body.json(
                                Shape.read()
                                        .maybe("roles", ROLES)
                                        .maybe("allowed_tools", TOOLS)
                                        .maybe("team", TEAM)
                                        .maybe("disabled", Schema.flag())
                                        .schema()))
                .gives(Answer.ok("The user as it is now.", Schema.ref("User")))
                .refuses(NO_AUTHORITY, TOOLS_NOT_HELD, Refusals.NOT_FOUND, OF_SETTINGS, LAST_OWNER);
    }

    static Operation delete() {
        return Area.USERS
                .operation("Remove a user")
                .takes(id())
                .gives(Answer.noContent("The user is gone, and so are the user's tokens."))
                .refuses(NO_AUTHORITY, Refusals.NOT_FOUND, OF_SETTINGS, LAST_OWNER);
    }

    static Operation password() {
        return Area.USERS
                .operation("Give a user another password")
                .described(
                        "One's own takes the present one; somebody else's takes the scope"
                                + " `users:write`. All tokens of the user end.")
                .takes(id())
                .reads(
                        Body.json(
                                Shape.read()
                                        .maybe(
                                                "current_password",
                                                Schema.text(User.LONGEST_TYPED_PASSWORD))
                                        .always("new_password", PASSWORD)
                                        .schema()))
                .gives(Answer.noContent("The password is another."))
                .refuses(
                        NO_AUTHORITY,
                        Refusal.of(
                                "WrongPassword",
                                403,
                                "wrong_password",
                                "One's own password takes the present one."),
                        Refusals.NOT_FOUND,
                        OF_SETTINGS,
                        Refusal.of(
                                "ChangedMeanwhile",
                                409,
                                "changed_meanwhile",
                                "Somebody else changed it in the same moment."),
                        SessionOperations.TOO_MANY);
    }

    static Operation link() {
        return Area.USERS
                .operation("Say who a user is on a chat platform")
                .takes(id())
                .reads(
                        Body.json(
                                Shape.read()
                                        .always(
                                                AGENT,
                                                Values.id(AgentId.PREFIX)
                                                        .described(
                                                                "The agent that the person's"
                                                                        + " requests come in by."))
                                        .always(
                                                ACCOUNT,
                                                Schema.text(LinkedAccount.LONGEST)
                                                        .described(
                                                                "The platform's id of the"
                                                                        + " person."))
                                        .schema()))
                .gives(Answer.created("The account.", Schema.ref("LinkedAccount")))
                .refuses(NO_AUTHORITY, Refusals.NOT_FOUND);
    }

    static Operation links() {
        return Area.USERS
                .operation("List who a user is on chat platforms")
                .takes(id())
                .gives(Answer.ok("All of them.", Values.all("LinkedAccount").schema()))
                .refuses(Refusals.INVALID, Refusals.NOT_FOUND);
    }

    static Operation unlink() {
        return Area.USERS
                .operation("Take an account on a chat platform from a user")
                .takes(
                        id(),
                        Parameter.query(
                                        AGENT,
                                        "The agent that it was linked through.",
                                        Values.id(AgentId.PREFIX))
                                .needed(),
                        Parameter.query(ACCOUNT, "The platform's id of the person.", Schema.text())
                                .needed())
                .gives(Answer.noContent("It is nobody's any more."))
                .refuses(Refusals.NOT_FOUND);
    }
}
