package org.skycast.streams.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.guard.SetAside.Why;

class AsideRecordsTest {

    private static final byte[] MEBIBYTE = new byte[1 << 20];

    private final AsideRecords aside = new AsideRecords();

    private void put(int offset, byte[] value) {
        aside.put(new Origin("t", 0, offset), Why.TOO_LARGE, "too large", new byte[0], value);
    }

    private Excerpt take(int offset) {
        return aside.take(new Origin("t", 0, offset)).orElseThrow().value().orElseThrow();
    }

    @Test
    void ofAThousandLargeValuesTheFirstAreKeptWholeAndOfTheOthersTheirFirstBytes() {
        for (int offset = 0; offset < 1_000; offset++) {
            put(offset, MEBIBYTE);
        }
        assertThat(aside.bytes()).isBetween(16L << 20, (16L << 20) + 984 * 4_096);
        assertThat(take(15).kept()).hasSize(1 << 20);
        Excerpt late = take(999);
        assertThat(late.kept()).hasSize(4_096);
        assertThat(late.bytes()).isEqualTo(1 << 20);
        assertThat(late.sha256()).isEqualTo(Sha256.of(MEBIBYTE));
    }

    @Test
    void whatWasToldMakesRoom() {
        for (int offset = 0; offset < 100; offset++) {
            put(offset, MEBIBYTE);
            assertThat(take(offset).kept()).hasSize(1 << 20);
        }
        assertThat(aside.bytes()).isZero();
    }

    @Test
    void valueThatNoDeadLetterHoldsIsKeptByItsBeginning() {
        byte[] large = new byte[7 << 20];
        Arrays.fill(large, (byte) 7);
        put(0, large);
        Excerpt excerpt = take(0);
        assertThat(excerpt.kept()).hasSize(4_096).containsOnly(7);
        assertThat(excerpt.bytes()).isEqualTo(7 << 20);
    }

    @Test
    void oldestAreForgottenAndWhatIsPutTwiceCountsOnce() {
        for (int offset = 0; offset < 10_100; offset++) {
            put(offset, new byte[10]);
            put(offset, new byte[10]);
        }
        assertThat(aside.bytes()).isEqualTo(100_000);
        assertThat(aside.take(new Origin("t", 0, 99))).isEmpty();
        assertThat(take(100).bytes()).isEqualTo(10);
    }
}
