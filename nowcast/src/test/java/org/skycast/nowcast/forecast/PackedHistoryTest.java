package org.skycast.nowcast.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;

/** What is kept of a station is what it was, small, and holds no frame that is too old to be of use. */
class PackedHistoryTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final Reach TWO_DAYS = new Reach(Duration.ofDays(2), Duration.ofHours(1));

    private static Sky sky(Instant time, String encoder) {
        return new Sky(
                time, encoder, Embedding.of(new float[512]), Optional.of("ab".repeat(32)), new Origin("frames", 1, 2));
    }

    private static PastSlot slot(int i, Random random) {
        Instant start = START.plus(SLOT.multipliedBy(i));
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            if (random.nextInt(4) > 0) {
                values.put(feature, PastSlot.kept((float) random.nextGaussian()));
            }
        }
        List<Sky> skies = new ArrayList<>();
        for (int encoder = random.nextInt(3); encoder > 0; encoder--) {
            skies.add(sky(start.plusNanos(random.nextInt(1_000_000)), "encoder " + encoder));
        }
        Optional<Instant> reading = random.nextBoolean() ? Optional.of(start.plusMillis(1)) : Optional.empty();
        return new PastSlot(start, random.nextInt(3), values, skies, reading);
    }

    private static History history(int slots, long seed) {
        var random = new Random(seed);
        History history = History.EMPTY;
        for (int i = 0; i < slots; i++) {
            history = history.with(slot(i, random), TWO_DAYS);
        }
        return history;
    }

    @Test
    void comesBackAsItWas() {
        for (long seed = 0; seed < 50; seed++) {
            History history = history((int) seed * 8, seed);
            assertThat(PackedHistory.read(PackedHistory.of(history))).isEqualTo(history);
        }
    }

    @Test
    void holdsTwoDaysInThirtyKilobytes() {
        History history = history(600, 1);
        assertThat(history.slots()).hasSize(288);
        assertThat(PackedHistory.of(history)).hasSizeLessThan(30 * 1024);
    }

    @Test
    void framesAreForgottenSoonerThanReadingsButForTheNewest() {
        History history = History.EMPTY;
        for (int i = 0; i < 100; i++) {
            Instant start = START.plus(SLOT.multipliedBy(i));
            List<Sky> skies = i < 30 ? List.of(sky(start, "e")) : List.of();
            history =
                    history.with(new PastSlot(start, 0, Map.of(Feature.RAIN, 1.0), skies, Optional.empty()), TWO_DAYS);
            List<Instant> seen = history.slots().stream()
                    .filter(slot -> !slot.skies().isEmpty())
                    .map(PastSlot::start)
                    .toList();
            assertThat(seen).hasSize(i < 30 ? Math.min(i + 1, 6) : Math.max(1, 35 - i));
        }
        assertThat(history.slots()).hasSize(100);
    }

    @Test
    void laterFormIsRefusedInWords() {
        assertThatThrownBy(() -> PackedHistory.read(new byte[] {9}))
                .hasMessage("A history was packed in form 9; this build reads form 1.");
    }

    @Test
    void featureThatALaterVersionHasIsRefusedInWords() {
        byte[] packed = PackedHistory.of(new History(List.of(slot(0, new Random(1)))));
        int mask = Byte.BYTES + Integer.BYTES + Long.BYTES + 2 * Integer.BYTES;
        packed[mask + 2] |= 1 << (Feature.values().length - 8);
        assertThatThrownBy(() -> PackedHistory.read(packed))
                .hasMessage("A history was packed with features that this build does not know.");
    }

    @Test
    void whatASensorSaysIsToldAsItSaidIt() {
        for (double said : new double[] {13.9, 0.1, -17.25, 1013.25, 0.7, 20.8, 5, 998.125}) {
            assertThat(PastSlot.kept((float) said)).isEqualTo(said);
        }
        assertThat(PastSlot.kept((float) (1 / 3.0))).isEqualTo((double) (1 / 3f));
        assertThat(PastSlot.kept(Float.MIN_VALUE)).isEqualTo((double) Float.MIN_VALUE);
    }

    @Test
    void featuresKeepTheirPlacesInTheMask() {
        assertThat(Feature.values())
                .as("A new feature comes last: kept histories name them by their places.")
                .startsWith(
                        Feature.AIR_TEMPERATURE,
                        Feature.DEW_POINT,
                        Feature.RELATIVE_HUMIDITY,
                        Feature.PRESSURE,
                        Feature.WIND_SPEED,
                        Feature.WIND_GUST,
                        Feature.EASTWARD_WIND,
                        Feature.NORTHWARD_WIND,
                        Feature.GHI,
                        Feature.RAIN,
                        Feature.VISIBILITY,
                        Feature.CLOUD_AREA_FRACTION);
    }
}
