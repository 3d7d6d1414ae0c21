package org.skycast.nowcast.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;

class LeadLearningTest {

    private static final Levels LEVELS = new Levels(StubModel.LEVELS);
    private static final LeadLearning.Prior PRIOR =
            Beforehand.of(Feature.AIR_TEMPERATURE).at(Duration.ofMinutes(10), 0.5);

    /** Of a model that is sure of its median to a hundredth. */
    private static Outlook outlook(double newest, double median) {
        double[] model = new double[LEVELS.count()];
        for (int i = 0; i < model.length; i++) {
            model[i] = median + 0.01 * LEVELS.beforehand(i);
        }
        return new Outlook(newest, 0, 0, 0, model, 3);
    }

    /** Truths are some 0.3 about the median of the model, which is 1 above the newest value. */
    private static LeadLearning taught(int slots) {
        LeadLearning learning = LeadLearning.none(LEVELS, PRIOR);
        var random = new Random(1);
        Terms terms = learning.terms();
        for (int i = 0; i < slots; i++) {
            learning.take(terms, outlook(10, 11), 11 + 0.3 * random.nextGaussian(), 10 * i);
            terms = i % SyntheticStation.DAY == 0 ? learning.terms() : terms;
        }
        return learning;
    }

    private static double[] issued(LeadLearning learning, Outlook outlook) {
        Terms terms = learning.terms();
        return Experts.of(LEVELS, terms, outlook).issued(terms);
    }

    private static LeadLearning read(LeadLearning learning) {
        ByteBuffer bytes = ByteBuffer.allocate(LeadLearning.bytes(LEVELS));
        learning.write(bytes);
        assertThat(bytes.remaining()).isZero();
        return LeadLearning.read(LEVELS, PRIOR, bytes.flip());
    }

    @Test
    void nothingLearntIsBetweenPersistenceAndTheModelAsMuchAsItIsTrusted() {
        double[] issued = issued(LeadLearning.none(LEVELS, PRIOR), outlook(10, 11));
        assertThat(issued[LEVELS.median()]).isBetween(10.2, 10.8);
    }

    @Test
    void quantilesAreExceededAsOftenAsTheySay() {
        LeadLearning learning = taught(6000);
        double[] issued = issued(learning, outlook(10, 11));
        assertThat(issued[LEVELS.median()]).isCloseTo(11, within(0.1));
        double[] deviates = {-2.054, -1.282, -0.674, 0, 0.674, 1.282, 2.054};
        for (int i = 0; i < deviates.length; i++) {
            assertThat(issued[i]).isCloseTo(11 + 0.3 * deviates[i], within(0.15));
        }
        assertThat(learning.terms().stretch(0)).as("that are too narrow").isGreaterThan(2);
    }

    @Test
    void isMadeOfTheSameTermsAfterItWasWrittenAndRead() {
        LeadLearning learning = taught(500);
        assertThat(read(learning).terms()).usingRecursiveComparison().isEqualTo(learning.terms());
        learning.take(learning.terms(), outlook(10, 11), 12, 10_000);
        LeadLearning again = read(taught(500));
        again.take(again.terms(), outlook(10, 11), 12, 10_000);
        assertThat(again.terms()).usingRecursiveComparison().isEqualTo(learning.terms());
    }

    @Test
    void oneTruthHoweverFarOffMovesWhatIsIssuedByLessThanTheUsualError() {
        for (double truth : new double[] {-1e6, 1e6}) {
            LeadLearning learning = taught(1500);
            double[] before = issued(learning, outlook(10, 11));
            double size = learning.terms().size(3);
            learning.take(learning.terms(), outlook(10, 11), truth, 15_000);
            double[] after = issued(learning, outlook(10, 11));
            for (int i = 0; i < before.length; i++) {
                assertThat(after[i]).isCloseTo(before[i], within(size / 4));
            }
            assertThat(learning.terms().size(3)).isLessThan(1.1 * size);
        }
    }

    @Test
    void quantilesThatWouldCrossAreIssuedInOrder() {
        double[] ones = new double[Slots.PARTS];
        Arrays.fill(ones, 1);
        double[] shares = {0.25, 0.25, 0.25, 0.25};
        float[] ascending = new float[LEVELS.count()];
        float[] descending = new float[LEVELS.count()];
        for (int i = 0; i < ascending.length; i++) {
            ascending[i] = i - LEVELS.median();
            descending[i] = -3 * i;
        }
        var crossing =
                Terms.of(new double[Regression.TERMS], shares, ones, ones, ascending, ascending, ascending, descending);
        assertThat(Experts.of(LEVELS, crossing, outlook(10, 11)).issued(crossing))
                .isSorted();
    }
}
