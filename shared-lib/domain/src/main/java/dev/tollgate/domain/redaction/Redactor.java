package dev.tollgate.domain.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Masks secrets and personal data. The one that everything goes through that people or logs get to
 * see and that callers have written. Takes time linear in the length of the text.
 *
 * <p>It works on texts. Trees (JSON) are walked by others: a field is asked for by its name first
 * ({@link #byName}), all other texts are redacted.
 */
public final class Redactor {
    /** Of every kind. */
    public static final Redactor ALL = new Redactor(EnumSet.allOf(Sensitive.class));

    private static final List<Detector> DETECTORS =
            Stream.of(
                            Secrets.all(),
                            List.<Detector>of(new CardNumbers()),
                            NationalIds.all(),
                            Contacts.all())
                    .flatMap(List::stream)
                    .toList();

    private final Set<Sensitive> kinds;

    /** Only of these kinds. */
    public Redactor(Set<Sensitive> kinds) {
        this.kinds = Set.copyOf(kinds);
    }

    /** The text with a mask for all that is sensitive in it, such as {@code [REDACTED:secret]}. */
    public String redact(String text) {
        var findings = findings(text);
        if (findings.isEmpty()) {
            return text;
        }
        var redacted = new StringBuilder(text.length());
        int at = 0;
        for (var finding : findings) {
            redacted.append(text, at, finding.from()).append(finding.what().mask());
            at = finding.to();
        }
        return redacted.append(text, at, text.length()).toString();
    }

    /** What is sensitive in the text. */
    public Set<Sensitive> find(String text) {
        var found = EnumSet.noneOf(Sensitive.class);
        for (var detector : detectors()) {
            detector.find(text, finding -> found.add(finding.what()));
        }
        return found;
    }

    /** What a field of this name holds, whatever it looks like: all of it is to be masked. */
    public Optional<Sensitive> byName(String name) {
        return SensitiveNames.kind(name).filter(kinds::contains);
    }

    /** In order, and apart from one another. */
    private List<Finding> findings(String text) {
        var all = new ArrayList<Finding>();
        for (var detector : detectors()) {
            detector.find(text, all::add);
        }
        all.sort(Comparator.comparingInt(Finding::from));
        var apart = new ArrayList<Finding>();
        for (var finding : all) {
            if (apart.isEmpty() || apart.getLast().to() <= finding.from()) {
                apart.add(finding);
            } else {
                apart.add(apart.removeLast().with(finding));
            }
        }
        return apart;
    }

    private List<Detector> detectors() {
        return DETECTORS.stream().filter(it -> kinds.contains(it.what())).toList();
    }
}
