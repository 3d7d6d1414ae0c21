package org.skycast.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    /** The leaves and roots by which implementations of RFC 6962, of which RFC 9162 is the successor, check themselves. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static byte[] leaf(byte[] of) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(MerkleTree.LEAF);
        bytes.writeBytes(of);
        return Ed25519.sha256().digest(bytes.toByteArray());
    }

    @Test
    void rootsAreThoseOfTheStandard() {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < LEAVES.size(); i++) {
            leaves.add(leaf(HexFormat.of().parseHex(LEAVES.get(i))));
            assertThat(HexFormat.of().formatHex(new MerkleTree(leaves).root())).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void eachLeafsPathLeadsToTheRootAndNoOthersDoes() {
        var random = new Random(1);
        for (int size = 1; size <= 70; size++) {
            List<byte[]> leaves = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                var leaf = new byte[MerkleTree.DIGEST];
                random.nextBytes(leaf);
                leaves.add(leaf);
            }
            var tree = new MerkleTree(leaves);
            for (int i = 0; i < size; i++) {
                byte[] path = tree.path(i);
                assertThat(MerkleTree.root(leaves.get(i), i, size, path)).isEqualTo(tree.root());
                int other = random.nextInt(size);
                if (other != i) {
                    assertThat(MerkleTree.root(leaves.get(other), i, size, path))
                            .isNotEqualTo(tree.root());
                    assertThat(MerkleTree.root(leaves.get(i), other, size, path))
                            .isNotEqualTo(tree.root());
                }
                assertThat(MerkleTree.root(
                                leaves.get(i), i, size, Arrays.copyOf(path, path.length + MerkleTree.DIGEST)))
                        .isEmpty();
                if (path.length > 0) {
                    assertThat(MerkleTree.root(
                                    leaves.get(i), i, size, Arrays.copyOf(path, path.length - MerkleTree.DIGEST)))
                            .isEmpty();
                }
            }
        }
    }
}
