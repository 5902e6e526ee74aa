package dev.tollgate.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.lineage.IdempotencyKeys;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Fields;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads {@code POST /api/external-agents/{id}/invoke}: {@code {input, context?, metadata?}}, the
 * {@code X-External} headers, {@code Idempotency-Key} and {@code Prefer: respond-async} (<a
 * href="https://www.rfc-editor.org/rfc/rfc7240#section-4.1">RFC 7240</a>).
 */
final class CallReader {
    private static final int LARGEST = 1 << 20;
    private static final Pattern EMAIL = Pattern.compile(ExternalIdentity.EMAIL_PATTERN);
    private static final Pattern VISIBLE = Pattern.compile(IdempotencyKeys.PATTERN);

    private final Optional<String> countryHeader;

    /** {@code countryHeader} is one that the edge in front sets itself and nobody else can. */
    CallReader(Optional<String> countryHeader) {
        this.countryHeader = countryHeader;
    }

    Call read(AgentId agent, Request request) {
        var fields = request.json(LARGEST);
        var input = fields.required("input", fields.any("input"));
        var context = fields.any("context").map(node -> object("context", node));
        var metadata = fields.any("metadata").map(node -> object("metadata", node));
        var attributes = attributes(fields);
        fields.end();
        var person = person(request);
        identity(person).ifPresent(tree -> attributes.put("identity", tree));
        boolean later = isLater(request);
        return new Call(
                request.principal(),
                person,
                new Call.Origin(request.sourceIp(), country(request)),
                agent,
                input,
                context,
                metadata,
                attributes,
                request.trace().traceId(),
                request.trace().toString(),
                idempotencyKey(request),
                digest(agent, request, person, later),
                later,
                Optional.empty(),
                Optional.empty());
    }

    private static JsonNode object(String name, JsonNode node) {
        if (!node.isObject()) {
            throw BadRequest.body("/" + name, "is not an object; accepted: an object.");
        }
        return node;
    }

    private static Map<String, Object> attributes(Fields fields) {
        var roots = new TreeMap<String, Object>();
        fields.tree("context").ifPresent(tree -> roots.put("context", tree));
        fields.tree("metadata").ifPresent(tree -> roots.put("metadata", tree));
        return roots;
    }

    private static ExternalIdentity person(Request request) {
        var email = header(request, "X-External-User-Email", ExternalIdentity.LONGEST);
        if (email.filter(text -> !EMAIL.matcher(text).matches()).isPresent()) {
            throw BadRequest.header("X-External-User-Email", "is not an e-mail address.");
        }
        return new ExternalIdentity(
                header(request, "X-External-User-ID", ExternalIdentity.LONGEST),
                email,
                header(request, "X-External-System", ExternalIdentity.LONGEST),
                header(request, "X-External-Session-ID", ExternalIdentity.LONGEST),
                header(request, "X-External-Context", ExternalIdentity.LONGEST_CONTEXT)
                        .map(CallReader::contextObject),
                header(request, "X-External-Consent-Basis", ExternalIdentity.LONGEST));
    }

    private static String contextObject(String text) {
        try {
            if (Json.parse(text).isObject()) {
                return text;
            }
        } catch (BadRequest e) {
            throw BadRequest.header("X-External-Context", "is not JSON; accepted: a JSON object.");
        }
        throw BadRequest.header("X-External-Context", "is not an object; accepted: a JSON object.");
    }

    /** What a policy may know of the person. */
    static Optional<Map<String, Object>> identity(ExternalIdentity person) {
        var tree = new TreeMap<String, Object>();
        person.userId().ifPresent(it -> tree.put("user_id", it));
        person.email().ifPresent(it -> tree.put("email", it));
        person.system().ifPresent(it -> tree.put("system", it));
        person.sessionId().ifPresent(it -> tree.put("session_id", it));
        person.context()
                .map(text -> Fields.of(Json.parse("{\"context\":" + text + "}")))
                .flatMap(fields -> fields.tree("context"))
                .ifPresent(it -> tree.put("context", it));
        return tree.isEmpty() ? Optional.empty() : Optional.of(tree);
    }

    private static Optional<String> header(Request request, String name, int longest) {
        var value = request.header(name).filter(text -> !text.isEmpty());
        if (value.filter(text -> text.length() > longest).isPresent()) {
            throw BadRequest.header(name, "is longer than " + longest + " characters.");
        }
        return value;
    }

    private static Optional<String> idempotencyKey(Request request) {
        var key = request.header("Idempotency-Key");
        if (key.filter(text -> !VISIBLE.matcher(text).matches()).isPresent()) {
            throw BadRequest.header(
                    "Idempotency-Key", "is not 1 to 255 visible ASCII characters without blanks.");
        }
        return key;
    }

    private static boolean isLater(Request request) {
        return request.header("Prefer").stream()
                .flatMap(value -> Pattern.compile(",").splitAsStream(value))
                .anyMatch(preference -> preference.strip().equalsIgnoreCase("respond-async"));
    }

    private Optional<String> country(Request request) {
        return countryHeader.flatMap(request::header);
    }

    private static String digest(
            AgentId agent, Request request, ExternalIdentity person, boolean later) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(
                    (agent + "\n" + later + "\n" + person + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(request.body()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
