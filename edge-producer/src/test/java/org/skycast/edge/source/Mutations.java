package org.skycast.edge.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Bytes changed at random, as lines, disks and firmware change them. */
public final class Mutations {

    private static final byte[] TELLING =
            "\r\n\0 %&;=?\"{}[],:.-+eE0123456789\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private Mutations() {}

    /** One to four changes of {@code bytes}, which stay as they are. */
    public static byte[] of(byte[] bytes, SplittableRandom random) {
        byte[] made = bytes.clone();
        for (int i = 1 + random.nextInt(4); i > 0 && made.length > 1; i--) {
            made = changed(made, random);
        }
        return made;
    }

    /** The same, and one of {@code pieces} now and then put in anywhere. */
    public static byte[] of(byte[] bytes, SplittableRandom random, List<String> pieces) {
        byte[] made = of(bytes, random);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(made.length + 1);
            byte[] piece = pieces.get(random.nextInt(pieces.size())).getBytes(StandardCharsets.UTF_8);
            made = joined(joined(Arrays.copyOf(made, at), piece), Arrays.copyOfRange(made, at, made.length));
        }
        return made;
    }

    private static byte[] changed(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(40, bytes.length - at));
        byte[] made = bytes.clone();
        switch (random.nextInt(6)) {
            case 0 -> made[at] = (byte) random.nextInt(256);
            case 1 -> made[at] = TELLING[random.nextInt(TELLING.length)];
            case 2 -> made[at] ^= (byte) (1 << random.nextInt(8));
            case 3 -> made = Arrays.copyOf(bytes, at + 1);
            case 4 -> made = joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
            default -> made = joined(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
        }
        return made;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
