package dev.tollgate.local.servers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A secret with its versions, oldest first.
 *
 * @param description empty if it has none
 * @param kmsKeyId empty for the account's own key
 * @param deletion when it will be gone, if it is marked for deletion
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html">what
 *     is in a secret</a>
 */
record Secret(
        String name,
        String arn,
        String description,
        String kmsKeyId,
        Map<String, String> tags,
        Instant created,
        Instant changed,
        Optional<Instant> deletion,
        List<SecretVersion> versions) {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    private static final int VERSIONS_KEPT = 100;
    private static final int ARN_SUFFIX = "-abcdef".length();

    Secret {
        tags = Map.copyOf(tags);
        versions = List.copyOf(versions);
    }

    /**
     * Whether a caller's {@code SecretId} means this secret: its name, its ARN, or its ARN without
     * the random end.
     */
    boolean isCalled(String id) {
        return id.equals(name)
                || id.equals(arn)
                || id.equals(arn.substring(0, arn.length() - ARN_SUFFIX));
    }

    Optional<SecretVersion> version(String id) {
        return versions.stream().filter(version -> version.id().equals(id)).findFirst();
    }

    Optional<SecretVersion> staged(String stage) {
        return versions.stream().filter(version -> version.stages().contains(stage)).findFirst();
    }

    /**
     * With one more version, which has no label yet. Labelled versions stay; of the others the
     * newest do.
     */
    Secret adding(SecretVersion version) {
        List<SecretVersion> all = new ArrayList<>(versions);
        all.add(version);
        for (int i = 0; all.size() > VERSIONS_KEPT && i < all.size() - 1; ) {
            if (all.get(i).stages().isEmpty()) {
                all.remove(i);
            } else {
                i++;
            }
        }
        return withVersions(all);
    }

    /**
     * With the label on that version alone. Where AWSCURRENT moves away from a version, AWSPREVIOUS
     * moves to it.
     */
    Secret staging(String stage, String versionId) {
        Optional<SecretVersion> before = staged(stage).filter(v -> !v.id().equals(versionId));
        Secret moved = unstaging(stage).replacing(versionId, version -> version.with(stage));
        return stage.equals(CURRENT)
                ? before.map(old -> moved.staging(PREVIOUS, old.id())).orElse(moved)
                : moved;
    }

    /** With the label on no version. */
    Secret unstaging(String stage) {
        return withVersions(versions.stream().map(version -> version.without(stage)).toList());
    }

    Secret described(String newDescription, String newKmsKeyId) {
        return new Secret(
                name, arn, newDescription, newKmsKeyId, tags, created, changed, deletion, versions);
    }

    Secret changedAt(Instant now) {
        return new Secret(name, arn, description, kmsKeyId, tags, created, now, deletion, versions);
    }

    Secret deletedOn(Optional<Instant> date) {
        return new Secret(name, arn, description, kmsKeyId, tags, created, changed, date, versions);
    }

    private Secret replacing(String versionId, UnaryOperator<SecretVersion> change) {
        return withVersions(
                versions.stream()
                        .map(version ->
                                version.id().equals(versionId) ? change.apply(version) : version)
                        .toList());
    }

    private Secret withVersions(List<SecretVersion> newVersions) {
        return new Secret(
                name, arn, description, kmsKeyId, tags, created, changed, deletion, newVersions);
    }
}
