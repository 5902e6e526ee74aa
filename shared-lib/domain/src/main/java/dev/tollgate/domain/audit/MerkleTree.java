package dev.tollgate.domain.audit;

import java.util.List;

/**
 * The hash of a list, as <a href="https://www.rfc-editor.org/rfc/rfc6962#section-2.1">RFC 6962,
 * 2.1</a> has it: leaves and nodes are hashed with different bytes in front, so that none passes
 * for the other.
 */
final class MerkleTree {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private MerkleTree() {}

    static Hash root(List<byte[]> leaves) {
        return switch (leaves.size()) {
            case 0 -> Encoding.sha256();
            case 1 -> Encoding.sha256(LEAF, leaves.getFirst());
            default -> {
                int left = Integer.highestOneBit(leaves.size() - 1);
                yield Encoding.sha256(
                        NODE,
                        root(leaves.subList(0, left)).bytes(),
                        root(leaves.subList(left, leaves.size())).bytes());
            }
        };
    }
}
