package dev.tollgate.platforms;

import dev.tollgate.domain.outbound.Execution;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes out of an answer what its own address keeps secret: the address of a chat webhook is all
 * that it takes to post there, and Telegram's holds the bot's token.
 */
final class Blot {
    /** Shorter parts of an address are names, and would blot out ordinary words. */
    private static final int SHORTEST = 16;

    private static final Pattern BETWEEN = Pattern.compile("[/?&=]|^bot|(?<=/)bot");

    private Blot() {}

    static Execution of(Execution execution, URI url) {
        return switch (execution) {
            case Execution.Answered it ->
                    new Execution.Answered(
                            it.status(),
                            clean(it.body(), url),
                            it.contentType(),
                            it.headers(),
                            it.cost(),
                            it.took());
            case Execution.Rejected it ->
                    new Execution.Rejected(it.status(), clean(it.excerpt(), url));
            case Execution.Failed it ->
                    new Execution.Failed(it.status(), clean(it.excerpt(), url), it.retryAfter());
            case Execution.TimedOut it -> it;
            case Execution.Unreachable it -> it;
            case Execution.Broken it -> it;
            case Execution.TooLarge it -> it;
            case Execution.Blocked it -> it;
            case Execution.NoToken it -> it;
        };
    }

    private static String clean(String text, URI url) {
        var clean = text;
        for (var secret : secrets(url)) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }

    /** As they are written and as they are meant; the longest first, since one may hold another. */
    private static List<String> secrets(URI url) {
        return Stream.of(url.getRawPath(), url.getPath(), url.getRawQuery(), url.getQuery())
                .flatMap(part -> Optional.ofNullable(part).stream())
                .flatMap(BETWEEN::splitAsStream)
                .filter(part -> part.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }
}
