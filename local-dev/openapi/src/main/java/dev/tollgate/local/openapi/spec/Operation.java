package dev.tollgate.local.openapi.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a route takes and gives.
 *
 * @param tag what it belongs to
 * @param summary in a few words
 * @param description in sentences; may be empty
 */
public record Operation(
        String tag,
        String summary,
        String description,
        List<Parameter> parameters,
        Optional<Body> body,
        List<Answer> answers,
        List<Refusal> refusals) {
    public Operation {
        parameters = List.copyOf(parameters);
        answers = List.copyOf(answers);
        refusals = List.copyOf(refusals);
    }

    public static Operation of(String tag, String summary) {
        return new Operation(tag, summary, "", List.of(), Optional.empty(), List.of(), List.of());
    }

    public Operation described(String text) {
        return new Operation(tag, summary, text, parameters, body, answers, refusals);
    }

    public Operation takes(Parameter... more) {
        return new Operation(
                tag,
                summary,
                description,
                joined(parameters, List.of(more)),
                body,
                answers,
                refusals);
    }

    public Operation takes(List<Parameter> more) {
        return new Operation(
                tag, summary, description, joined(parameters, more), body, answers, refusals);
    }

    public Operation reads(Body given) {
        return new Operation(
                tag, summary, description, parameters, Optional.of(given), answers, refusals);
    }

    public Operation gives(Answer... more) {
        return new Operation(
                tag,
                summary,
                description,
                parameters,
                body,
                joined(answers, List.of(more)),
                refusals);
    }

    public Operation refuses(Refusal... more) {
        return refuses(List.of(more));
    }

    public Operation refuses(List<Refusal> more) {
        return new Operation(
                tag, summary, description, parameters, body, answers, joined(refusals, more));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
