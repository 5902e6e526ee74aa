package dev.tollgate.domain.audit;

import dev.tollgate.domain.OrganisationId;
import java.time.Instant;
import java.util.List;

/**
 * What the chains of an organisation were at a moment, signed. Seals are numbered from 1 without a
 * gap, and each holds the hash of the one before.
 *
 * @param heads of the writers that had moved since the seal before
 * @param root of the Merkle tree over the heads
 * @param signature over the seal's hash
 */
public record Seal(
        OrganisationId organisation,
        long number,
        Instant at,
        Hash previous,
        List<SealedHead> heads,
        Hash root,
        Signature signature) {
    private static final String KIND = "tollgate.audit.seal.1";

    public Seal {
        if (number < 1 || heads.isEmpty()) {
            throw new IllegalArgumentException("a seal has a number from 1 and heads");
        }
        heads = List.copyOf(heads);
    }

    /** The next after {@code last}, or the first. */
    public static Seal make(
            OrganisationId organisation,
            long number,
            Instant at,
            Hash previous,
            List<SealedHead> heads,
            Sealing sealing) {
        var root = root(heads);
        var hash = hash(organisation, number, at, previous, root);
        return new Seal(organisation, number, at, previous, heads, root, sealing.sign(hash));
    }

    public Hash hash() {
        return hash(organisation, number, at, previous, root);
    }

    /** Whether the root is that of the heads. */
    public boolean isIntact() {
        return root.equals(root(heads));
    }

    private static Hash root(List<SealedHead> heads) {
        return MerkleTree.root(heads.stream().map(SealedHead::encoding).toList());
    }

    private static Hash hash(
            OrganisationId organisation, long number, Instant at, Hash previous, Hash root) {
        return new Encoding(KIND)
                .text(organisation.value())
                .number(number)
                .text(at.toString())
                .hash(previous)
                .hash(root)
                .hash();
    }
}
