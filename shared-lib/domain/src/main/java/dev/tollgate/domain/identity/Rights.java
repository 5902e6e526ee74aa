package dev.tollgate.domain.identity;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a user may do.
 *
 * @param allowedTools names of tools, or {@code *} for all; none by default
 * @param team what a user of a team does counts for it
 */
public record Rights(Set<Role> roles, Set<String> allowedTools, Optional<String> team) {
    public static final String ALL_TOOLS = "*";

    /** The longest name of a team, of users and of API keys. */
    public static final int LONGEST_TEAM = 64;

    /** More roles than there are, and as many names of tools. */
    public static final int MOST = 200;

    /** What the name of a tool looks like, or all of them. */
    public static final String TOOL_PATTERN = "\\*|[A-Za-z0-9._:-]{1,100}";

    private static final Pattern TOOL = Pattern.compile(TOOL_PATTERN);

    public Rights {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a user needs a role");
        }
        allowedTools.forEach(Rights::checkedTool);
        roles = Set.copyOf(roles);
        allowedTools = Set.copyOf(allowedTools);
    }

    /** The same name, if it may be one of a tool. */
    public static String checkedTool(String name) {
        if (!TOOL.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not the name of a tool: '"
                            + name
                            + "'; accepted: * or 1 to 100 of A-Z a-z"
                            + " 0-9 . _ : -");
        }
        return name;
    }

    public Set<Scope> scopes() {
        return Role.scopes(roles);
    }

    public boolean own() {
        return roles.contains(Role.OWNER);
    }

    public boolean mayUse(String tool) {
        return allowedTools.contains(ALL_TOOLS) || allowedTools.contains(tool);
    }
}
