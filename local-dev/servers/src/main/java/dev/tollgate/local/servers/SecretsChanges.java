package dev.tollgate.local.servers;

import static dev.tollgate.local.servers.Secret.CURRENT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The operations that change secrets. One at a time. */
final class SecretsChanges {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@!-]{1,512}");
    private static final String SUFFIX_LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SecretsStore store;
    private final InstantSource clock;
    private final RandomGenerator random;

    SecretsChanges(SecretsStore store, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    ObjectNode create(SecretsRequest request) {
        String name = request.required("Name");
        if (!NAME.matcher(name).matches()) {
            throw SecretsFault.validation(
                    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!");
        }
        Optional<Secret> existing = store.find(name);
        if (existing.isPresent()) {
            return createdBefore(existing.get(), request);
        }
        Instant now = clock.instant();
        var secret =
                new Secret(
                        name,
                        "arn:aws:secretsmanager:%s:%s:secret:%s-%s"
                                .formatted(LocalAccount.REGION, LocalAccount.ID, name, suffix()),
                        request.text("Description").orElse(""),
                        request.text("KmsKeyId").orElse(""),
                        request.tags(),
                        now,
                        now,
                        Optional.empty(),
                        List.of());
        if (request.value().isEmpty()) {
            store.keep(secret);
            return SecretsAnswers.named(secret);
        }
        return storeValue(secret, request, List.of(CURRENT));
    }

    private static ObjectNode createdBefore(Secret secret, SecretsRequest request) {
        SecretsStore.refuseIfDeleted(
                secret,
                "You can't create this secret because a secret with this name is already scheduled for deletion.");
        return request.text("ClientRequestToken")
                .flatMap(secret::version)
                .filter(version -> request.value().equals(Optional.of(version.value())))
                .map(version -> SecretsAnswers.stored(secret, version))
                .orElseThrow(() ->
                        SecretsFault.exists(
                                "The operation failed because the secret %s already exists."
                                        .formatted(secret.name())));
    }

    ObjectNode put(SecretsRequest request) {
        Secret secret = store.live(request);
        if (request.value().isEmpty()) {
            throw SecretsFault.invalidParameter(
                    "You must provide either SecretString or SecretBinary.");
        }
        List<String> stages = request.texts("VersionStages");
        return storeValue(secret, request, stages.isEmpty() ? List.of(CURRENT) : stages);
    }

    ObjectNode update(SecretsRequest request) {
        Secret old = store.live(request);
        Secret secret =
                old.described(
                        request.text("Description").orElse(old.description()),
                        request.text("KmsKeyId").orElse(old.kmsKeyId()));
        if (request.value().isPresent()) {
            ObjectNode answer = storeValue(secret, request, List.of(CURRENT));
            answer.remove("VersionStages");
            return answer;
        }
        store.keep(secret.changedAt(clock.instant()));
        return SecretsAnswers.named(secret);
    }

    /** A repeated token with the same value changes nothing; with another value it is refused. */
    private ObjectNode storeValue(Secret secret, SecretsRequest request, List<String> stages) {
        String id = request.text("ClientRequestToken").orElseGet(this::token);
        if (id.length() < 32 || id.length() > 64) {
            throw SecretsFault.invalidParameter(
                    "ClientRequestToken must be 32-64 characters long.");
        }
        ObjectNode value = request.value().orElseThrow();
        Optional<SecretVersion> same = secret.version(id);
        if (same.isPresent()) {
            if (!same.get().value().equals(value)) {
                throw SecretsFault.exists("A resource with the ID you requested already exists.");
            }
            store.keep(secret);
            return SecretsAnswers.withStages(secret, same.get());
        }
        Instant now = clock.instant();
        boolean first = secret.versions().isEmpty();
        Secret changed = secret.adding(new SecretVersion(id, value, Set.of(), now)).changedAt(now);
        for (String stage : stages) {
            changed = changed.staging(stage, id);
        }
        if (first) {
            changed = changed.staging(CURRENT, id);
        }
        store.keep(changed);
        return SecretsAnswers.withStages(changed, changed.version(id).orElseThrow());
    }

    ObjectNode stage(SecretsRequest request) {
        Secret secret = store.live(request);
        String label = request.required("VersionStage");
        Optional<String> from = request.text("RemoveFromVersionId");
        Optional<String> to = request.text("MoveToVersionId");
        Optional<String> holder = secret.staged(label).map(SecretVersion::id);
        to.filter(id -> secret.version(id).isEmpty())
                .ifPresent(id -> {
                    throw SecretsFault.noSuchValue("VersionId", id);
                });
        if (holder.isPresent() && !holder.equals(to) && !holder.equals(from)) {
            throw SecretsFault.invalidParameter(
                    "The parameter RemoveFromVersionId can't be empty. Staging label %s is currently attached to version %s, so you must explicitly reference that version in RemoveFromVersionId."
                            .formatted(label, holder.get()));
        }
        if (to.isEmpty() && (from.isEmpty() || label.equals(CURRENT))) {
            throw SecretsFault.invalidParameter(
                    "You can only move staging label %s to a different secret version. It can't be removed."
                            .formatted(label));
        }
        Secret changed =
                to.map(id -> secret.staging(label, id)).orElseGet(() -> secret.unstaging(label));
        store.keep(changed.changedAt(clock.instant()));
        return SecretsAnswers.named(changed);
    }

    ObjectNode delete(SecretsRequest request) {
        boolean now = request.flag("ForceDeleteWithoutRecovery");
        if (now && request.has("RecoveryWindowInDays")) {
            throw SecretsFault.invalidParameter(
                    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }
        Duration window =
                now
                        ? Duration.ZERO
                        : Duration.ofDays(request.number("RecoveryWindowInDays", 30, 7, 30));
        Secret secret = store.named(request);
        Instant date = clock.instant().plus(window);
        if (now) {
            store.forget(secret);
        } else {
            SecretsStore.refuseIfDeleted(
                    secret,
                    "You can't perform this operation on the secret because it was already scheduled for deletion.");
            store.keep(secret.deletedOn(Optional.of(date)));
        }
        return SecretsAnswers.named(secret).put("DeletionDate", SecretsAnswers.seconds(date));
    }

    ObjectNode restore(SecretsRequest request) {
        Secret secret = store.named(request).deletedOn(Optional.empty());
        store.keep(secret);
        return SecretsAnswers.named(secret);
    }

    private String suffix() {
        return letters(6);
    }

    private String token() {
        return letters(36);
    }

    private String letters(int count) {
        return random.ints(count, 0, SUFFIX_LETTERS.length())
                .mapToObj(i -> String.valueOf(SUFFIX_LETTERS.charAt(i)))
                .collect(Collectors.joining());
    }
}
