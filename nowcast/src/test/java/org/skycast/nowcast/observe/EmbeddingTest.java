package org.skycast.nowcast.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

    @Test
    void everyHalfSurvivesTheWayThereAndBack() {
        for (int bits = 0; bits < 65_536; bits++) {
            float value = Embedding.single((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Embedding.half(value)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void roundsToTheNearestHalf() {
        assertThat(Embedding.of(new float[] {1f + 0x1p-11f, 1f + 3 * 0x1p-11f, 65519f, 65520f, -0f})
                        .values())
                .containsExactly(1f, 1f + 0x1p-9f, 65504f, Float.POSITIVE_INFINITY, -0f);
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            float value = (float) (random.nextGaussian() * 10);
            float rounded = Embedding.of(new float[] {value}).values()[0];
            assertThat(Math.abs(rounded - value)).isLessThanOrEqualTo(Math.abs(value) * 0x1p-11f + 0x1p-25f);
        }
    }

    @Test
    void cutShortIsRefused() {
        assertThatThrownBy(() -> Embedding.ofHalves(new byte[3])).hasMessageContaining("3 bytes is cut short");
    }
}
