package org.skycast.identity;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * The tree of digests of RFC 9162 (2.1): its root stands for all leaves in their order, and each leaf is shown to be among
 * them by the few digests beside its way to the root. Digests are SHA-256.
 */
final class MerkleTree {

    /** How many bytes a digest has. */
    static final int DIGEST = 32;

    /** Before what a leaf is made of, and before what a node is, so that none is taken for the other. */
    static final byte LEAF = 0;

    private static final byte NODE = 1;

    private final byte[] root;
    private final List<ByteArrayOutputStream> paths;
    private final MessageDigest sha256 = Ed25519.sha256();

    /** @param leaves at least one */
    MerkleTree(List<byte[]> leaves) {
        this.paths = leaves.stream().map(leaf -> new ByteArrayOutputStream()).toList();
        this.root = root(leaves, 0, leaves.size());
    }

    byte[] root() {
        return root.clone();
    }

    /** The digests beside the way from a leaf to the root, from the leaf on, one after the other. */
    byte[] path(int index) {
        return paths.get(index).toByteArray();
    }

    private byte[] root(List<byte[]> leaves, int from, int to) {
        if (to - from == 1) {
            return leaves.get(from);
        }
        int middle = from + Integer.highestOneBit(to - from - 1);
        byte[] left = root(leaves, from, middle);
        byte[] right = root(leaves, middle, to);
        paths.subList(from, middle).forEach(path -> path.writeBytes(right));
        paths.subList(middle, to).forEach(path -> path.writeBytes(left));
        return node(sha256, left, right);
    }

    /**
     * The root that a leaf and its path lead to (RFC 9162, 2.1.3.2).
     *
     * @param path the digests one after the other, as many as a leaf of this index in a tree of this size has
     * @return the root; an empty array if the path has another length than such a leaf's
     */
    static byte[] root(byte[] leaf, int index, int size, byte[] path) {
        MessageDigest sha256 = Ed25519.sha256();
        byte[] at = leaf;
        int node = index;
        int last = size - 1;
        for (int from = 0; from < path.length; from += DIGEST) {
            if (last == 0) {
                return new byte[0];
            }
            byte[] beside = Arrays.copyOfRange(path, from, from + DIGEST);
            if ((node & 1) == 1 || node == last) {
                at = node(sha256, beside, at);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                at = node(sha256, at, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? at : new byte[0];
    }

    private static byte[] node(MessageDigest sha256, byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        sha256.update(right);
        return sha256.digest();
    }
}
