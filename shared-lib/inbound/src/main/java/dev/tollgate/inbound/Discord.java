package dev.tollgate.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.inbound.Content.Asked;
import dev.tollgate.inbound.Content.Command;
import dev.tollgate.inbound.Content.Decision;
import dev.tollgate.inbound.Content.Handshake;
import dev.tollgate.inbound.Content.Ignored;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * <a
 * href="https://docs.discord.com/developers/interactions/receiving-and-responding">Interactions</a>
 * of a Discord application, signed with Ed25519 over the time and the body; the key is the
 * application's public one, in hex. Discord waits 3 seconds and takes what follows for 15 minutes.
 * It also sends wrong signatures on purpose, and stops calling an endpoint that accepts one.
 */
final class Discord implements Inbound {
    private static final String SIGNATURE = "x-signature-ed25519";
    private static final String TIMESTAMP = "x-signature-timestamp";
    private static final String ED25519 = "Ed25519";
    private static final Pattern SIGNATURE_FORM = Pattern.compile("[0-9a-f]{128}");
    private static final Pattern PUBLIC_KEY = Pattern.compile("[0-9a-f]{64}");

    /**
     * What stands before the 32 bytes of an Ed25519 key:
     * https://www.rfc-editor.org/rfc/rfc8410#section-4.
     */
    private static final String X509 = "302a300506032b6570032100";

    /** See https://docs.discord.com/developers/resources/message#create-message. */
    private static final int LONGEST_CONTENT = 2000;

    /**
     * Seen by the person alone:
     * https://docs.discord.com/developers/resources/message#message-object-message-flags.
     */
    private static final int EPHEMERAL = 64;

    private static final Pattern MARKDOWN = Pattern.compile("[\\\\*_~`|<>#\\[\\]]");

    /** Options that are a subcommand or a group of them, and hold the options that count. */
    private static final Set<Integer> SUBCOMMANDS = Set.of(1, 2);

    /** Of interactions, by the numbers that the documentation gives them. */
    private static final String PING = "1";

    private static final String APPLICATION_COMMAND = "2";
    private static final String MESSAGE_COMPONENT = "3";
    private static final String AUTOCOMPLETE = "4";

    /** Of answers. */
    private static final int PONG = 1;

    private static final int MESSAGE = 4;
    private static final int DEFERRED_MESSAGE = 5;
    private static final int DEFERRED_UPDATE = 6;
    private static final int CHOICES = 8;

    @Override
    public KeyKind keyKind() {
        return KeyKind.PUBLIC_KEY;
    }

    @Override
    public String checkedKey(String key) {
        verifier(key);
        return key;
    }

    private static Signature verifier(String key) {
        if (PUBLIC_KEY.matcher(key).matches()) {
            try {
                var encoded = new X509EncodedKeySpec(HexFormat.of().parseHex(X509 + key));
                var verifier = Signature.getInstance(ED25519);
                verifier.initVerify(KeyFactory.getInstance(ED25519).generatePublic(encoded));
                return verifier;
            } catch (GeneralSecurityException e) {
                // Falls through: 32 bytes that are no point of the curve.
            }
        }
        throw new IllegalArgumentException(
                "must be the public key of the Discord application: 64 lower-case hex digits");
    }

    @Override
    public Received receive(PlatformRequest request, String key) {
        return Signed.timed(
                request,
                TIMESTAMP,
                SIGNATURE,
                SIGNATURE_FORM,
                (time, signature) -> verified(request.body(), time, signature, key));
    }

    private static Received verified(byte[] body, String time, String signature, String key) {
        var signed = Signed.join(time, body);
        return holds(verifier(key), signed, HexFormat.of().parseHex(signature))
                ? Signed.verified(
                        Optional.of(Signed.digest(signed)), () -> read(Payload.parse(body)))
                : new Received.Forged(Forgery.WRONG_SIGNATURE);
    }

    private static boolean holds(Signature verifier, byte[] signed, byte[] signature) {
        try {
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // 64 bytes that are no signature at all.
            return false;
        }
    }

    private static Content read(Payload interaction) {
        return switch (interaction.required("/type")) {
            case PING -> new Handshake(Reply.json(Map.of("type", PONG)));
            case AUTOCOMPLETE -> new Handshake(typed(CHOICES, Map.of("choices", List.of())));
            case APPLICATION_COMMAND -> command(interaction);
            case MESSAGE_COMPONENT -> component(interaction);
            default ->
                    new Ignored(
                            "an interaction of the type " + interaction.required("/type"),
                            message("Nothing here answers to this.", EPHEMERAL));
        };
    }

    private static Content command(Payload interaction) {
        var name = new ArrayList<>(List.of(interaction.required("/data/name")));
        var options = interaction.at("/data/options");
        while (SUBCOMMANDS.contains(options.path(0).path("type").asInt())) {
            name.add(options.path(0).path("name").asText());
            options = options.path(0).path("options");
        }
        var values = new LinkedHashMap<String, Object>();
        for (var option : options) {
            values.put(option.path("name").asText(), value(option.path("value")));
        }
        return new Command(
                Signed.eventId(interaction.required("/id")),
                person(interaction),
                Optional.of(String.join(" ", name)),
                target(interaction)
                        .orElseGet(() ->
                                String.join(
                                        " ",
                                        values.values().stream().map(Object::toString).toList())),
                values,
                replyTo(interaction));
    }

    private static Object value(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isNumber() ? value.decimalValue() : value.asText();
    }

    /** What a command of the context menu was called on: the message's text, or the user's id. */
    private static Optional<String> target(Payload interaction) {
        return interaction
                .text("/data/target_id")
                .map(id ->
                        interaction.text("/data/resolved/messages/" + id + "/content").orElse(id));
    }

    private static Content component(Payload interaction) {
        var button = Button.of(interaction.text("/data/custom_id").orElse(""));
        if (button.isEmpty()) {
            return new Ignored(
                    "a component of somebody else", Reply.json(Map.of("type", DEFERRED_UPDATE)));
        }
        return new Decision(
                Signed.eventId(interaction.required("/id")),
                person(interaction),
                button.get().approval(),
                button.get().verdict(),
                Optional.empty(),
                replyTo(interaction));
    }

    /** In a server the user is part of a member. */
    private static Person person(Payload interaction) {
        var user = interaction.part(interaction.has("/member") ? "/member/user" : "/user");
        return user.person(
                "/id",
                user.text("/global_name").or(() -> user.text("/username")),
                interaction.text("/channel_id"));
    }

    private static Map<String, String> replyTo(Payload interaction) {
        return Map.of(
                "application_id",
                interaction.required("/application_id"),
                "token",
                interaction.required("/token"));
    }

    @Override
    public Reply acknowledge(Asked asked) {
        return Reply.json(
                Map.of(
                        "type",
                        switch (asked) {
                            case Command command -> DEFERRED_MESSAGE;
                            case Decision decision -> DEFERRED_UPDATE;
                        }));
    }

    @Override
    public Optional<Reply> refuse(Asked asked, String sentence) {
        return Optional.of(message(sentence, EPHEMERAL));
    }

    @Override
    public Optional<Reply> answer(Asked asked, String text) {
        return Optional.of(message(text, 0));
    }

    /** Mentions nobody, whatever the text says. */
    private static Reply message(String text, int flags) {
        var escaped = MARKDOWN.matcher(text).replaceAll("\\\\$0");
        var data = new LinkedHashMap<String, Object>();
        data.put("content", Words.cut(escaped, LONGEST_CONTENT));
        data.put("flags", flags);
        data.put("allowed_mentions", Map.of("parse", List.of()));
        return typed(MESSAGE, data);
    }

    private static Reply typed(int type, Object data) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", type);
        body.put("data", data);
        return Reply.json(body);
    }
}
