package dev.tollgate.domain.policy.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.domain.policy.Effect;
import dev.tollgate.domain.policy.Obligation.RequireApproval;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicyStatus;
import dev.tollgate.domain.policy.condition.Among;
import dev.tollgate.domain.policy.condition.Dimension;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyJsonTest {
    private static final Map<String, Object> HOURS =
            Map.of(
                    "days",
                    List.of("monday", "friday"),
                    "start_time",
                    "09:00",
                    "end_time",
                    "17:00",
                    "timezone",
                    "America/New_York");

    @Test
    void readsTheFirstExampleOfTheGuide() {
        Policy policy =
                PolicyJson.parse(
                        Map.of(
                                "policy_id",
                                "prod_only_copilot",
                                "name",
                                "Production Only - Microsoft Copilot",
                                "effect",
                                "allow",
                                "priority",
                                1,
                                "conditions",
                                List.of(
                                        condition(
                                                "environment",
                                                "environments",
                                                List.of("production")),
                                        condition(
                                                "provider",
                                                "providers",
                                                List.of("copilot_studio")))));

        assertThat(policy)
                .isEqualTo(
                        new Policy(
                                "prod_only_copilot",
                                "Production Only - Microsoft Copilot",
                                "",
                                Effect.ALLOW,
                                1,
                                PolicyStatus.ACTIVE,
                                List.of(
                                        new Among(
                                                Dimension.ENVIRONMENT,
                                                new LinkedHashSet<>(List.of("production")),
                                                false),
                                        new Among(
                                                Dimension.PROVIDER,
                                                new LinkedHashSet<>(List.of("copilot_studio")),
                                                false)),
                                1));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void readsBackWhatItWrote(Map<String, Object> condition) {
        Map<String, Object> negated = new HashMap<>(condition);
        negated.put("negate", true);
        Policy policy = PolicyJson.parse(policy(condition, negated)).withVersion(7);

        Map<String, Object> written = PolicyJson.toTree(policy);

        assertThat(PolicyJson.parse(written)).isEqualTo(policy);
        assertThat(written.get("conditions")).isEqualTo(List.of(condition, negated));
    }

    static Stream<Map<String, Object>> conditions() {
        return Stream.of(
                condition("environment", "environments", List.of("b", "a")),
                condition("provider", "providers", List.of("slack", "custom_http")),
                condition("role", "roles", List.of("admin")),
                condition("team", "teams", List.of("sales")),
                condition("user", "users", List.of("usr_1")),
                condition("agent", "agents", List.of("agt_1")),
                condition("tags", "any", List.of("x", "y")),
                condition("tags", "all", List.of("z")),
                condition("location", "countries", List.of("US", "CA")),
                condition("location", "cidrs", List.of("10.0.0.0/8", "2001:db8::/32")),
                condition("cost", "estimated_above", new BigDecimal("0.25")),
                condition("time_window", "business_hours", HOURS),
                condition("time_window", "business_hours", with(HOURS, "end_time", "24:00")),
                condition(
                        "time_window",
                        "maintenance_windows",
                        List.of(
                                Map.of(
                                        "start",
                                        "2026-01-01T00:00:00Z",
                                        "end",
                                        "2026-01-01T04:00:00Z"))),
                attribute("context.risk", "gte", new BigDecimal("0.5")),
                attribute("context.a.b", "in", List.of("x", new BigDecimal(1), true)),
                attribute("identity.email", "ends_with", "@example.com"),
                attribute("metadata.k", "exists", false),
                condition(
                        "attribute",
                        "any",
                        List.of(
                                Map.of("field", "context.a", "op", "eq", "value", "x"),
                                Map.of(
                                        "all",
                                        List.of(
                                                Map.of(
                                                        "field",
                                                        "context.b",
                                                        "op",
                                                        "ne",
                                                        "value",
                                                        true))))));
    }

    @Test
    void readsAndWritesObligations() {
        Map<String, Object> full =
                Map.of("type", "require_approval", "quorum", 2, "roles", List.of("admin", "owner"));
        Policy policy = PolicyJson.parse(obliged(full, Map.of("type", "require_approval")));

        Map<String, Object> written = PolicyJson.toTree(policy);

        assertThat(policy.obligations())
                .containsExactly(
                        new RequireApproval(2, Set.of("admin", "owner")),
                        new RequireApproval(1, Set.of()));
        assertThat(PolicyJson.parse(written)).isEqualTo(policy);
        assertThat(written.get("obligations"))
                .isEqualTo(List.of(full, Map.of("type", "require_approval", "quorum", 1)));
        assertThat(PolicyJson.toTree(PolicyJson.parse(policy()))).doesNotContainKey("obligations");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void saysWhereAndWhat(Map<String, Object> tree, String pointer, String detail) {
        MalformedPolicy refused =
                catchThrowableOfType(MalformedPolicy.class, () -> PolicyJson.parse(tree));

        assertThat(refused.pointer() + " " + refused.detail()).isEqualTo(pointer + " " + detail);
    }

    static Stream<Arguments> malformed() {
        Map<String, Object> good = policy();
        String c = "/conditions/0";
        String names = "accepted: a list of 1 to 256 names";
        String days = "monday, tuesday, wednesday, thursday, friday, saturday, sunday";
        return Stream.of(
                bad(Map.of(), "/policy_id", "missing; it is required"),
                bad(
                        with(good, "colour", 1),
                        "/colour",
                        "unknown field; accepted here: policy_id, name, description, effect, priority,"
                                + " status, conditions, obligations, version"),
                bad(
                        with(good, "a/b~c", 1),
                        "/a~1b~0c",
                        "unknown field; accepted here: policy_id, name, description, effect, priority,"
                                + " status, conditions, obligations, version"),
                bad(
                        with(good, "policy_id", "-x"),
                        "/policy_id",
                        "found \"-x\"; accepted: [A-Za-z0-9][A-Za-z0-9_.-]{0,127}"),
                bad(
                        with(good, "effect", "ALLOW"),
                        "/effect",
                        "found \"ALLOW\"; accepted: allow, deny"),
                bad(
                        with(good, "priority", -1),
                        "/priority",
                        "found -1; accepted: a whole number from 0 to 1000000"),
                bad(
                        with(good, "priority", new BigDecimal("1.5")),
                        "/priority",
                        "found 1.5; accepted: a whole number from 0 to 1000000"),
                bad(
                        with(good, "priority", "1"),
                        "/priority",
                        "found \"1\"; accepted: a whole number from 0 to 1000000"),
                bad(
                        with(good, "status", true),
                        "/status",
                        "found true; accepted: active, shadow, inactive"),
                bad(
                        with(good, "name", " "),
                        "/name",
                        "found \" \"; accepted: a text of 1 to 256 characters"),
                bad(
                        with(good, "conditions", Map.of()),
                        "/conditions",
                        "found an object; accepted: a list of at most 32 conditions, empty to match"
                                + " every request"),
                bad(
                        with(good, "obligations", List.of(Map.of("type", "require_approval"))),
                        "/obligations",
                        "found a list of 1; accepted: none, since the policy denies; only what is"
                                + " allowed obliges"),
                bad(obliged(Map.of()), "/obligations/0/type", "missing; it is required"),
                bad(
                        obliged(Map.of("type", "log")),
                        "/obligations/0/type",
                        "found \"log\"; accepted: require_approval"),
                bad(
                        obliged(Map.of("type", "require_approval", "quorum", 11)),
                        "/obligations/0/quorum",
                        "found 11; accepted: a whole number from 1 to 10"),
                bad(
                        obliged(Map.of("type", "require_approval", "roles", List.of("member"))),
                        "/obligations/0/roles/0",
                        "found \"member\"; accepted: admin, approver, owner"),
                bad(
                        obliged(Map.of("type", "require_approval", "roles", List.of())),
                        "/obligations/0/roles",
                        "found an empty list; accepted: a list of 1 to 256 roles"),
                bad(
                        obliged(Map.of("type", "require_approval", "timeout", 1)),
                        "/obligations/0/timeout",
                        "unknown field; accepted here: type, quorum, roles"),
                bad(policy("x"), c, "found \"x\"; accepted: an object with a type"),
                bad(
                        policy(Map.of("type", "weather")),
                        c + "/type",
                        "found \"weather\"; accepted: environment, provider, time_window, location,"
                                + " tags, role, team, user, agent, cost, attribute"),
                bad(
                        policy(condition("environment", "environments", List.of())),
                        c + "/environments",
                        "found an empty list; " + names),
                bad(
                        policy(condition("environment", "environments", "production")),
                        c + "/environments",
                        "found \"production\"; " + names),
                bad(
                        policy(condition("environment", "environments", List.of("a", 1))),
                        c + "/environments/1",
                        "found 1; accepted: a text of 1 to 256 characters"),
                bad(
                        policy(condition("environment", "environment", List.of("a"))),
                        c + "/environment",
                        "unknown field; accepted here: type, environments, negate"),
                bad(
                        policy(
                                with(
                                        condition("environment", "environments", List.of("a")),
                                        "negate",
                                        "yes")),
                        c + "/negate",
                        "found \"yes\"; accepted: true or false"),
                bad(
                        policy(condition("provider", "providers", List.of("copilot"))),
                        c + "/providers/0",
                        "found \"copilot\"; accepted: copilot_studio, teams, discord, slack, telegram,"
                                + " notion, custom_http"),
                bad(
                        policy(condition("location", "countries", List.of("US", "UK"))),
                        c + "/countries/1",
                        "found \"UK\"; accepted: an ISO 3166-1 alpha-2 country code, such as US or GB"),
                bad(
                        policy(condition("location", "cidrs", List.of("10.0.0.1/8"))),
                        c + "/cidrs/0",
                        "10.0.0.1/8 has bits set beyond its prefix; the block is 10.0.0.0/8"),
                bad(
                        policy(Map.of("type", "location")),
                        c,
                        "missing countries or cidrs; one is required"),
                bad(policy(Map.of("type", "tags")), c, "missing any or all; one is required"),
                bad(
                        policy(Map.of("type", "time_window")),
                        c,
                        "missing business_hours or maintenance_windows; one is required"),
                bad(
                        hours("days", List.of()),
                        c + "/business_hours/days",
                        "found an empty list; accepted: a list of 1 to 256 days"),
                bad(
                        hours("days", List.of("mon")),
                        c + "/business_hours/days/0",
                        "found \"mon\"; accepted: " + days),
                bad(
                        hours("timezone", "Mars/Olympus"),
                        c + "/business_hours/timezone",
                        "found \"Mars/Olympus\"; accepted: a time zone of the IANA database, such as"
                                + " Europe/Berlin"),
                bad(
                        hours("start_time", "9:00"),
                        c + "/business_hours/start_time",
                        "found \"9:00\"; accepted: a time such as 09:00"),
                bad(
                        hours("end_time", "25:00"),
                        c + "/business_hours/end_time",
                        "found \"25:00\"; accepted: a time such as 17:00, or 24:00 for the end of the"
                                + " day"),
                bad(
                        hours("end_time", "09:00"),
                        c + "/business_hours/end_time",
                        "found \"09:00\"; accepted: a time other than start_time; 00:00 to 24:00 is the"
                                + " whole day"),
                bad(
                        policy(
                                condition(
                                        "time_window",
                                        "maintenance_windows",
                                        List.of(
                                                Map.of(
                                                        "start",
                                                        "2026-01-02T00:00:00Z",
                                                        "end",
                                                        "2026-01-01T00:00:00Z")))),
                        c + "/maintenance_windows/0/end",
                        "found \"2026-01-01T00:00:00Z\"; accepted: an instant after start"),
                bad(
                        policy(condition("cost", "estimated_above", -1)),
                        c + "/estimated_above",
                        "found -1; accepted: an amount in USD from 0 to 1000000000 with at most 6"
                                + " decimals"),
                bad(
                        policy(condition("cost", "estimated_above", new BigDecimal("0.0000001"))),
                        c + "/estimated_above",
                        "found 1E-7; accepted: an amount in USD from 0 to 1000000000 with at most 6"
                                + " decimals"),
                bad(
                        policy(attribute("input.text", "eq", "x")),
                        c + "/field",
                        "found \"input.text\"; accepted: context, metadata or identity and 1 to 8 names"
                                + " after it, joined by dots"),
                bad(
                        policy(attribute("context.a", "matches", "(a+)+")),
                        c + "/op",
                        "found \"matches\"; accepted: eq, ne, in, not_in, lt, lte, gt, gte, contains,"
                                + " starts_with, ends_with, exists"),
                bad(
                        policy(attribute("context.a", "lt", "5")),
                        c + "/value",
                        "found \"5\"; accepted: a number"),
                bad(
                        policy(attribute("context.a", "in", "x")),
                        c + "/value",
                        "found \"x\"; accepted: a list of 1 to 256 texts, numbers or booleans"),
                bad(
                        policy(Map.of("type", "attribute", "all", List.of(), "any", List.of())),
                        c,
                        "accepted: exactly one of field, all and any"),
                bad(
                        policy(
                                condition(
                                        "attribute", "all", List.of(Map.of("field", "context.a")))),
                        c + "/all/0/op",
                        "missing; it is required"),
                bad(
                        policy(deep(6)),
                        c + "/all/0/all/0/all/0/all/0/all/0/all",
                        "groups stand at most 5 deep"));
    }

    @Test
    void refusesNullRatherThanGuess() {
        Map<String, Object> tree = new HashMap<>(policy());
        tree.put("status", null);

        assertThat(catchThrowableOfType(MalformedPolicy.class, () -> PolicyJson.parse(tree)))
                .hasMessage("/status: found null; accepted: active, shadow, inactive");
    }

    private static Map<String, Object> deep(int groups) {
        Map<String, Object> test = Map.of("field", "context.a", "op", "exists");
        for (int i = 0; i < groups; i++) {
            test = Map.of("all", List.of(test));
        }
        return with(test, "type", "attribute");
    }

    private static Arguments bad(Map<String, Object> tree, String pointer, String detail) {
        return Arguments.of(tree, pointer, detail);
    }

    private static Map<String, Object> hours(String field, Object value) {
        return policy(condition("time_window", "business_hours", with(HOURS, field, value)));
    }

    private static Map<String, Object> policy(Object... conditions) {
        return Map.of("policy_id", "p", "effect", "deny", "conditions", List.of(conditions));
    }

    private static Map<String, Object> obliged(Object... obligations) {
        return with(with(policy(), "effect", "allow"), "obligations", List.of(obligations));
    }

    private static Map<String, Object> condition(String type, String field, Object value) {
        return Map.of("type", type, field, value);
    }

    private static Map<String, Object> attribute(String field, String op, Object value) {
        return Map.of("type", "attribute", "field", field, "op", op, "value", value);
    }

    private static Map<String, Object> with(Map<String, Object> tree, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(tree);
        changed.put(field, value);
        return changed;
    }
}
