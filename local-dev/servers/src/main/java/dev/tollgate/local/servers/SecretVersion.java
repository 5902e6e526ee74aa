package dev.tollgate.local.servers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * One value of a secret.
 *
 * @param id the token its creator chose
 * @param value {@code SecretString} or {@code SecretBinary}, as it came
 * @param stages the staging labels it carries
 */
record SecretVersion(String id, ObjectNode value, Set<String> stages, Instant created) {
    SecretVersion {
        stages = new TreeSet<>(stages);
    }

    SecretVersion with(String stage) {
        var more = new TreeSet<>(stages);
        more.add(stage);
        return new SecretVersion(id, value, more, created);
    }

    SecretVersion without(String stage) {
        var fewer = new TreeSet<>(stages);
        fewer.remove(stage);
        return new SecretVersion(id, value, fewer, created);
    }
}
