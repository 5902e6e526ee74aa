package dev.tollgate.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What Redis would say at a rehearsal, in its <a
 * href="https://redis.io/docs/latest/develop/reference/protocol-spec/">protocol</a>: every call is
 * admitted, with some of each limit left, and every message sent at once. It counts nothing.
 */
final class RehearsedRedis implements UnaryOperator<byte[]> {
    private static final String OK = "+OK\r\n";
    private static final String NOTHING = "*0\r\n";
    private static final String SOME_LEFT = ":9";

    private final String admit = new Script(Script.text("admit.lua")).digest();
    private final String pace = new Script(Script.text("pace.lua")).digest();
    private final String usage = new Script(Script.text("usage.lua")).digest();

    /** One answer for each command that was sent. */
    @Override
    public byte[] apply(byte[] sent) {
        var lines = new String(sent, StandardCharsets.UTF_8).split("\r\n", -1);
        var answers = new StringBuilder();
        for (int at = 0; at < lines.length && lines[at].startsWith("*"); ) {
            int words = Integer.parseInt(lines[at].substring(1));
            var command = new ArrayList<String>();
            for (int word = 1; word <= words; word++) {
                // Each word has its length in the line before it.
                command.add(lines[at + 2 * word]);
            }
            answers.append(answer(command));
            at += 1 + 2 * words;
        }
        return answers.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String answer(List<String> command) {
        return switch (command.getFirst()) {
            case "HELLO" -> "%1\r\n+proto\r\n:3\r\n";
            case "PING" -> "+PONG\r\n";
            case "EVALSHA" -> script(command);
            case "ZRANGE", "HGETALL" -> NOTHING;
            default -> OK;
        };
    }

    /** {@code EVALSHA digest keys key… argument…} */
    private String script(List<String> command) {
        int keys = Integer.parseInt(command.get(2));
        var arguments = command.subList(3 + keys, command.size());
        var numbers = new ArrayList<String>();
        if (command.get(1).equals(admit)) {
            numbers.add(":0");
            add(numbers, SOME_LEFT, Integer.parseInt(arguments.get(5)));
            add(numbers, SOME_LEFT, 2 * Integer.parseInt(arguments.get(7)));
        } else if (command.get(1).equals(usage)) {
            int windows = Integer.parseInt(arguments.getFirst());
            add(numbers, SOME_LEFT, windows + 3 * (keys - windows));
        } else if (command.get(1).equals(pace)) {
            numbers.add(":1");
            numbers.add(":0");
        } else {
            add(numbers, ":1", 2);
        }
        return "*" + numbers.size() + "\r\n" + String.join("\r\n", numbers) + "\r\n";
    }

    private static void add(List<String> numbers, String number, int times) {
        for (int i = 0; i < times; i++) {
            numbers.add(number);
        }
    }
}
