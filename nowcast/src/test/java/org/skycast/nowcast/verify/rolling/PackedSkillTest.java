package org.skycast.nowcast.verify.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.verify.SkillSum;
import org.skycast.nowcast.verify.SkillSums;

/** What is kept of a bucket of skill is what it was, bit for bit, and little more than its numbers. */
class PackedSkillTest {

    private static final double[] DOUBLES = {
        Double.NaN, -0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE
    };

    private final Random random = new Random(7);

    private <T> Optional<T> perhaps(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private double real() {
        int which = random.nextInt(4 * DOUBLES.length);
        return which < DOUBLES.length ? DOUBLES[which] : random.nextGaussian();
    }

    private long count() {
        return random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(200);
    }

    private SkillSum.Beside beside() {
        return new SkillSum.Beside(count(), real(), real());
    }

    private SkillSum.OfVariable variable() {
        var paired = new SkillSum.Paired(count(), real(), real(), real());
        return new SkillSum.OfVariable(count(), real(), real(), real(), real(), count(), paired, perhaps(this::beside));
    }

    private SkillSum.OfEvent event() {
        return new SkillSum.OfEvent(count(), count(), real(), count(), real(), real(), perhaps(this::beside));
    }

    private SkillSum sum() {
        Duration lead = Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000));
        return new SkillSum(
                "é".repeat(random.nextInt(3)), lead, count(), perhaps(this::variable), perhaps(this::event));
    }

    private static SkillBucket bucket(Instant start, List<SkillSum> sums) {
        return new SkillBucket(
                new Bucket(start), new Forecaster.Model("skycast", "7", "ab".repeat(32)), new SkillSums(sums));
    }

    /** Of the shipped bundle: six variables and three events at 24 leads, each with all that can be said of it. */
    private static SkillBucket full() {
        List<SkillSum> sums = new ArrayList<>();
        var beside = Optional.of(new SkillSum.Beside(36, 0.1, 0.1));
        var paired = new SkillSum.Paired(36, 0.1, 0.1, 0.1);
        var variable = new SkillSum.OfVariable(36, 0.1, 0.1, 0.1, 0.1, 30, paired, beside);
        var event = new SkillSum.OfEvent(36, 3, 0.1, 36, 0.1, 0.1, beside);
        for (String name : List.of("air_temperature", "dew_point_temperature", "air_pressure", "a", "b", "c")) {
            for (int lead = 1; lead <= 24; lead++) {
                sums.add(new SkillSum(name, Duration.ofMinutes(10 * lead), 0, Optional.of(variable), Optional.empty()));
            }
        }
        for (String name : List.of("rain", "cloudy", "gust")) {
            for (int lead = 1; lead <= 24; lead++) {
                sums.add(new SkillSum(name, Duration.ofMinutes(10 * lead), 0, Optional.empty(), Optional.of(event)));
            }
        }
        return bucket(Instant.EPOCH, sums);
    }

    @Test
    void comesBackAsItWas() {
        for (int i = 0; i < 500; i++) {
            List<SkillSum> sums = new ArrayList<>();
            for (int left = random.nextInt(200); left > 0; left--) {
                sums.add(sum());
            }
            SkillBucket skill = bucket(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)), sums);
            assertThat(PackedSkill.read(PackedSkill.of(skill))).isEqualTo(skill);
        }
    }

    @Test
    void fullBucketTakesEighteenKilobytes() {
        byte[] packed = PackedSkill.of(full());
        assertThat(PackedSkill.read(packed)).isEqualTo(full());
        assertThat(packed.length).isLessThanOrEqualTo(18_000);
    }

    @Test
    void whatIsCutOffIsRefused() {
        byte[] packed = PackedSkill.of(full());
        for (int length = 0; length < packed.length; length += 7) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> PackedSkill.read(cut)).isInstanceOf(BufferUnderflowException.class);
        }
    }

    @Test
    void laterFormIsRefusedInWords() {
        assertThatThrownBy(() -> PackedSkill.read(new byte[] {2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A bucket of skill was packed in form 2; this build reads form 1.");
    }
}
