package dev.tollgate.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.delivery.ReplyAddress;
import dev.tollgate.domain.identity.ExternalIdentity;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.inbound.Content.Command;
import dev.tollgate.inbound.Person;
import dev.tollgate.lambda.Json;
import dev.tollgate.lambda.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The call that a person asks for on a platform: made by the agent that the command came in by, on
 * behalf of the platform's user, carried out later and answered there. Its input is {@code {text,
 * command?, options?}}; the platform's id of the event is its idempotency key.
 */
final class CommandCall {
    private CommandCall() {}

    static Call of(Entrance entrance, Command command, Request request) {
        var person = person(entrance, command.person());
        var attributes = new TreeMap<String, Object>();
        CallReader.identity(person).ifPresent(tree -> attributes.put("identity", tree));
        return new Call(
                principal(entrance),
                person,
                new Call.Origin(request.sourceIp(), Optional.empty()),
                entrance.target(),
                input(command),
                Optional.empty(),
                Optional.empty(),
                attributes,
                request.trace().traceId(),
                request.trace().toString(),
                Optional.of(command.eventId()),
                command.eventId(),
                true,
                Optional.of(new ReplyAddress(entrance.agent().id(), command.replyTo())),
                Optional.empty());
    }

    private static Principal principal(Entrance entrance) {
        return new Principal(
                entrance.agent().organisation(),
                entrance.agent().id().value(),
                entrance.agent().name(),
                Set.of(),
                Set.of(Scope.AGENTS_INVOKE),
                Optional.empty());
    }

    private static ExternalIdentity person(Entrance entrance, Person person) {
        return new ExternalIdentity(
                Optional.of(person.id()),
                Optional.empty(),
                Optional.of(entrance.agent().platform().text()),
                person.session(),
                person.name().map(name -> Json.write(Map.of("user_name", name))),
                Optional.empty());
    }

    private static JsonNode input(Command command) {
        var input = new LinkedHashMap<String, Object>();
        input.put("text", command.text());
        command.name().ifPresent(name -> input.put("command", name));
        if (!command.options().isEmpty()) {
            input.put("options", command.options());
        }
        return Json.parse(Json.write(input));
    }
}
