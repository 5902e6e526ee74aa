package dev.tollgate.domain.audit;

import dev.tollgate.domain.WriterId;

/**
 * What a seal says of one writer.
 *
 * @param from the first entry that no earlier seal covers
 * @param seq the last entry; its hash commits to all before it
 */
public record SealedHead(WriterId writer, long from, long seq, Hash hash) {
    private static final String KIND = "tollgate.audit.head.1";

    public SealedHead {
        if (from < 1 || seq < from) {
            throw new IllegalArgumentException("not a stretch of a chain: " + from + " to " + seq);
        }
    }

    byte[] encoding() {
        return new Encoding(KIND).text(writer.value()).number(from).number(seq).hash(hash).bytes();
    }
}
