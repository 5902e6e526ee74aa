package dev.tollgate.admin;

import dev.tollgate.domain.Ids;
import dev.tollgate.identity.AccessTokens;
import dev.tollgate.lambda.Action;
import dev.tollgate.lambda.Route;
import java.util.HashMap;
import java.util.Map;

/** The parts of sign-in, users and keys, put together in the order of use. */
final class Parts {
    private final Config config;
    private final AdminFunction.Ports ports;
    private final AdminFunction.People people;
    private final Ids ids;
    private final Journal journal;
    private final Passwords passwords;
    private final Accounts accounts;
    private final Authority authority;
    private final UserChanges changes;
    private final AccessTokens access;

    Parts(Config config, AdminFunction.Ports ports) {
        this.config = config;
        this.ports = ports;
        people = ports.people();
        ids = new Ids(ports.clock(), ports.random());
        journal = new Journal(ports.audit(), ports.clock(), ids);
        passwords = new Passwords(config.hashCost(), ports.random());
        accounts =
                new Accounts(
                        people.users(),
                        new Administrator(
                                config.adminUser(),
                                ports.adminPassword(),
                                config.organisation(),
                                passwords),
                        ports.clock());
        authority = new Authority(people.users());
        changes = new UserChanges(people.users(), authority, accounts, journal);
        access = new AccessTokens(ports.signingKeys(), ports.clock());
    }

    Map<Route, Action> actions() {
        var sessions = sessions();
        var users = users();
        var links = links();
        var keys = keys();
        var actions = new HashMap<Route, Action>();
        actions.put(Route.LOGIN, sessions::login);
        actions.put(Route.REFRESH, sessions::refresh);
        actions.put(Route.REVOKE, sessions::revoke);
        actions.put(Route.REVOKE_ALL, sessions::revokeAll);
        actions.put(Route.CREATE_USER, users::create);
        actions.put(Route.LIST_USERS, users::list);
        actions.put(Route.READ_USER, users::read);
        actions.put(Route.CHANGE_USER, users::change);
        actions.put(Route.DELETE_USER, users::delete);
        actions.put(Route.CHANGE_PASSWORD, users::password);
        actions.put(Route.LINK_ACCOUNT, links::create);
        actions.put(Route.LIST_ACCOUNTS, links::list);
        actions.put(Route.UNLINK_ACCOUNT, links::remove);
        actions.put(Route.CREATE_KEY, keys::create);
        actions.put(Route.LIST_KEYS, keys::list);
        actions.put(Route.DELETE_KEY, keys::delete);
        return actions;
    }

    private SessionRoutes sessions() {
        var tokens =
                new Tokens(
                        people.sessions(),
                        access,
                        config.lifetimes(),
                        ports.clock(),
                        ports.random(),
                        ids);
        var lockout = new Lockout(people.attempts(), ports.signingKeys(), accounts, ports.clock());
        return new SessionRoutes(
                new SignIn(accounts, people.users(), passwords, lockout, tokens, journal),
                new Renew(
                        people.sessions(),
                        people.standings(),
                        accounts,
                        tokens,
                        journal,
                        ports.clock()),
                new EndTokens(
                        people.sessions(), people.users(), changes, access, journal, ports.clock()),
                config.organisation());
    }

    private UserRoutes users() {
        var policy = new PasswordPolicy(config.shortestPassword());
        return new UserRoutes(
                people.users(),
                new AddUser(
                        people.users(),
                        accounts,
                        authority,
                        policy,
                        passwords,
                        journal,
                        ports.clock(),
                        ids),
                new ChangeUser(changes, authority, ports.clock()),
                new ChangePassword(
                        people.users(),
                        changes,
                        policy,
                        passwords,
                        people.attempts(),
                        journal,
                        ports.clock()));
    }

    private LinkRoutes links() {
        return new LinkRoutes(
                people.accounts(),
                new LinkAccount(
                        people.accounts(),
                        people.agents(),
                        people.users(),
                        authority,
                        journal,
                        ports.clock()));
    }

    private KeyRoutes keys() {
        return new KeyRoutes(
                ports.apiKeys(),
                new IssueKey(ports.apiKeys(), journal, ports.clock(), ports.random(), ids),
                new RevokeKey(ports.apiKeys(), journal),
                ports.clock());
    }
}
