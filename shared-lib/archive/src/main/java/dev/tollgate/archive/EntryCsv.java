package dev.tollgate.archive;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.audit.AuditEntry;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Entries as <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a> has it: every field in
 * quotes, lines that end with CR LF, a header. Details are a JSON object in one field.
 *
 * <p>A field that a spreadsheet would take for a formula gets an apostrophe in front, as <a
 * href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP</a> advises; so what CSV holds
 * is for reading, and JSON Lines is for proving.
 */
final class EntryCsv {
    static final String HEADER =
            "\"id\",\"at\",\"action\",\"actor\",\"subject\",\"details\",\"writer\",\"seq\",\"hash\"\r\n";

    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EntryCsv() {}

    static String line(AuditEntry entry) {
        var event = entry.event();
        return Stream.of(
                                event.id().value(),
                                event.at().toString(),
                                event.type(),
                                event.actor(),
                                event.subject(),
                                Tree.write(JSON, event.details()),
                                entry.writer().value(),
                                Long.toString(entry.seq()),
                                entry.hash().hex())
                        .map(EntryCsv::field)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static String field(String text) {
        var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
