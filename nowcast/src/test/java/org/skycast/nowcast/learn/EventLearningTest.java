package org.skycast.nowcast.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventLearningTest {

    private static EventLearning taught(double probability, double rate, int slots) {
        var learning = new EventLearning();
        var random = new Random(1);
        for (int i = 0; i < slots; i++) {
            learning.take(probability, random.nextDouble() < rate);
        }
        return learning;
    }

    @Test
    void modelThatSaysHalfOfWhatHappensOnceInTwentyIsCorrectedOnceBothWereSeenEnough() {
        assertThat(taught(0.5, 0.05, 1000).correct(0.5))
                .as("it has happened some fifty times")
                .isEqualTo(0.5);
        assertThat(taught(0.5, 0.05, 5000).correct(0.5)).isCloseTo(0.05, within(0.05));
        assertThat(taught(0.5, 0.95, 1000).correct(0.5))
                .as("it has failed some fifty times")
                .isEqualTo(0.5);
        assertThat(taught(0.5, 0.95, 5000).correct(0.5)).isCloseTo(0.95, within(0.05));
    }

    @Test
    void modelThatIsRightIsHardlyChanged() {
        assertThat(taught(0.05, 0.05, 20_000).correct(0.05)).isCloseTo(0.05, within(0.03));
    }

    @Test
    void eventThatNeverHappensLeavesTheModelAlone() {
        assertThat(taught(0.3, 0, 20_000).correct(0.3)).isEqualTo(0.3);
    }

    @Test
    void correctedProbabilitiesStayProbabilities() {
        EventLearning learning = taught(0.5, 0.05, 5000);
        for (double probability : new double[] {0, 1e-9, 0.2, 0.999999, 1}) {
            assertThat(learning.correct(probability)).isBetween(0.0, 1.0);
        }
        assertThat(learning.correct(0.9)).isGreaterThan(learning.correct(0.1));
    }

    @Test
    void readsAsItWasWritten() {
        ByteBuffer bytes = ByteBuffer.allocate(EventLearning.bytes());
        taught(0.5, 0.05, 5000).write(bytes);
        ByteBuffer again = ByteBuffer.allocate(EventLearning.bytes());
        EventLearning.read(bytes.flip()).write(again);
        assertThat(again.array()).isEqualTo(bytes.array());
    }
}
