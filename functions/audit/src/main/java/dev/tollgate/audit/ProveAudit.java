package dev.tollgate.audit;

import dev.tollgate.archive.SealingKeys;
import dev.tollgate.domain.audit.Verification;
import dev.tollgate.domain.audit.VerifyAudit;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code POST /admin/audit/verify}, and the key that proves the same elsewhere. */
final class ProveAudit {
    private static final int LARGEST_BODY = 1024;

    /** API Gateway answers for a function after 30 s. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final VerifyAudit verify;
    private final SealingKeys keys;
    private final Journal journal;
    private final InstantSource clock;

    ProveAudit(VerifyAudit verify, SealingKeys keys, Journal journal, InstantSource clock) {
        this.verify = verify;
        this.keys = keys;
        this.journal = journal;
        this.clock = clock;
    }

    /** What time did not suffice for is left, and {@code next_since} says from where. */
    Answer answer(Request request) {
        request.onlyQueries(Set.of());
        var fields = request.json(LARGEST_BODY);
        var since = fields.instant("since").orElse(Instant.EPOCH);
        var until = fields.instant("until").orElseGet(clock::instant);
        fields.end();
        journal.record(
                request.principal(),
                "audit.verified",
                Map.of("since", since.toString(), "until", until.toString()));
        var outcome =
                verify.verify(
                        request.principal().organisation(),
                        since,
                        until,
                        keys.published(),
                        LONGEST);
        var body = new LinkedHashMap<String, Object>();
        body.put("holds", outcome.result().holds());
        body.put("complete", outcome.next().isEmpty());
        body.put("seals", outcome.result().seals());
        body.put("entries", outcome.result().entries());
        body.put("faults", outcome.result().faults().stream().map(ProveAudit::fault).toList());
        outcome.next().ifPresent(next -> body.put("next_since", next.toString()));
        return Answer.ok(body);
    }

    private static Map<String, String> fault(Verification.Fault fault) {
        return Map.of("where", fault.where(), "what", fault.what());
    }

    Answer publicKey(Request request) {
        request.onlyQueries(Set.of());
        List<String> published = keys.published();
        return Answer.ok(Map.of("algorithm", "Ed25519", "keys", published));
    }
}
