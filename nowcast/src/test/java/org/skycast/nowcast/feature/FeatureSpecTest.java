package org.skycast.nowcast.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skycast.nowcast.feature.FeatureTensor.MadeOf;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.station.Site;

/** Each version's tensors, by name, shape and value. */
class FeatureSpecTest {

    private static final Instant REFERENCE = Instant.parse("2026-06-21T12:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final Site SITE = new Site(55, 12, 10);
    private static final List<Duration> LEADS =
            IntStream.rangeClosed(1, 4).mapToObj(SLOT::multipliedBy).toList();

    private static FeatureSpec spec(String version) {
        return spec(version, 6);
    }

    private static FeatureSpec spec(String version, int historySlots) {
        List<Feature> inputs = List.of(Feature.AIR_TEMPERATURE, Feature.GHI);
        return new FeatureSpec(version, SLOT, historySlots, inputs, "e", 3, Duration.ofMinutes(60));
    }

    private static Map<Instant, PastSlot> slots(int from, int to) {
        Map<Instant, PastSlot> past = new HashMap<>();
        for (int age = from; age <= to; age++) {
            Instant start = REFERENCE.minus(SLOT.multipliedBy(age));
            past.put(
                    start,
                    new PastSlot(
                            start,
                            0,
                            Map.of(Feature.AIR_TEMPERATURE, (double) age, Feature.GHI, 1000.0 + age),
                            List.of(),
                            Optional.of(start)));
        }
        return past;
    }

    private static Features features(FeatureSpec spec, Map<Instant, PastSlot> past) {
        return Features.of(spec, LEADS, SITE, past, REFERENCE);
    }

    static List<String> versions() {
        return List.copyOf(FeatureRegistry.versions());
    }

    @Test
    void unknownVersionIsOneSentenceThatListsTheKnown() {
        assertThatThrownBy(() -> spec("slots-9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No feature spec is named slots-9; this build can make slots-1, slots-2, slots-3.");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everyTensorIsMadeInOrderAndInItsShape(String version) {
        FeatureSpec spec = spec(version);
        Map<String, float[]> made = features(spec, slots(1, 200)).tensors();
        assertThat(made.keySet())
                .containsExactlyElementsOf(
                        spec.tensors(LEADS).stream().map(FeatureTensor::name).toList());
        assertThat(spec.tensors(LEADS))
                .allSatisfy(tensor -> assertThat(made.get(tensor.name())).hasSize(tensor.size()));
    }

    @Test
    void tensorsOfTheFirstVersionAreWhatPublishedNetworksRead() {
        assertThat(spec("slots-1").tensors(LEADS))
                .containsExactly(
                        new FeatureTensor("history", List.of(6, 2), MadeOf.READINGS),
                        new FeatureTensor("history_mask", List.of(6, 2), MadeOf.READINGS),
                        new FeatureTensor("sun", List.of(10, 3), MadeOf.TIME),
                        new FeatureTensor("calendar", List.of(2), MadeOf.TIME),
                        new FeatureTensor("sky", List.of(3), MadeOf.FRAMES),
                        new FeatureTensor("sky_mask", List.of(1), MadeOf.FRAMES),
                        new FeatureTensor("sky_age", List.of(1), MadeOf.FRAMES));
    }

    @Test
    void secondVersionAddsTheDayBeforeAndLeavesTheRest() {
        List<FeatureTensor> first = spec("slots-1").tensors(LEADS);
        List<FeatureTensor> second = spec("slots-2").tensors(LEADS);
        assertThat(second.subList(0, first.size())).isEqualTo(first);
        assertThat(second.subList(first.size(), second.size()))
                .containsExactly(
                        new FeatureTensor("day_before", List.of(4, 2), MadeOf.READINGS),
                        new FeatureTensor("day_before_mask", List.of(4, 2), MadeOf.READINGS));
        Map<Instant, PastSlot> past = slots(1, 200);
        Features one = features(spec("slots-1"), past);
        Features other = features(spec("slots-2"), past);
        assertThat(first)
                .allSatisfy(
                        tensor -> assertThat(other.tensor(tensor.name())).containsExactly(one.tensor(tensor.name())));
    }

    @Test
    void dayBeforeIsOfTheSlotThatEndsADayBeforeTheOneThatIsForecast() {
        // The slot of the first lead starts at the reference time; 144 slots before that is a day.
        assertThat(features(spec("slots-2"), slots(1, 200)).tensor("day_before"))
                .containsExactly(144, 1144, 143, 1143, 142, 1142, 141, 1141);
        List<Duration> apart = List.of(SLOT, SLOT.multipliedBy(6));
        assertThat(Features.of(spec("slots-2"), apart, SITE, slots(1, 200), REFERENCE)
                        .tensor("day_before"))
                .containsExactly(144, 1144, 139, 1139);
    }

    @Test
    void holesInTheDayBeforeAreZeroWithMaskZero() {
        Map<Instant, PastSlot> past = slots(1, 142);
        Instant start = REFERENCE.minus(SLOT.multipliedBy(142));
        past.put(start, new PastSlot(start, 3, Map.of(Feature.GHI, -7.5), List.of(), Optional.empty()));
        Features features = features(spec("slots-2"), past);
        assertThat(features.tensor("day_before")).containsExactly(0, 0, 0, 0, 0, -7.5f, 141, 1141);
        assertThat(features.tensor("day_before_mask")).containsExactly(0, 0, 0, 0, 0, 1, 1, 1);
    }

    @Test
    void leadsOfMoreThanADayHaveNoDayBeforeYet() {
        List<Duration> far = List.of(Duration.ofHours(24), Duration.ofHours(25));
        Features features = Features.of(spec("slots-2"), far, SITE, slots(1, 200), REFERENCE);
        assertThat(features.tensor("day_before")).containsExactly(1, 1001, 0, 0);
        assertThat(features.tensor("day_before_mask")).containsExactly(1, 1, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "slots-1, 6, 60",
        "slots-2, 6, 1440",
        "slots-1, 200, 2000",
        "slots-2, 200, 2000",
        "slots-3, 6, 2940",
        "slots-3, 36, 2940"
    })
    void stationIsRememberedAsFarBackAsAnyTensorReads(String version, int historySlots, int minutes) {
        assertThat(spec(version, historySlots).remembers()).isEqualTo(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @CsvSource({
        "slots-1, 1, true",
        "slots-1, 6, true",
        "slots-1, 7, false",
        "slots-1, 144, false",
        "slots-2, 6, true",
        "slots-2, 7, false",
        "slots-2, 140, false",
        "slots-2, 141, true",
        "slots-2, 144, true",
        "slots-2, 145, false",
        "slots-3, 1, true",
        "slots-3, 7, true",
        "slots-3, 294, true",
        "slots-3, 295, false"
    })
    void slotIsReadWhereItsValuesEnterATensor(String version, int age, boolean reads) {
        FeatureSpec spec = spec(version);
        Instant start = REFERENCE.minus(SLOT.multipliedBy(age));
        assertThat(spec.reads(LEADS, start, REFERENCE)).isEqualTo(reads);
        Map<Instant, PastSlot> without = slots(1, 300);
        without.remove(start);
        boolean changes = spec.tensors(LEADS).stream()
                .map(FeatureTensor::name)
                .anyMatch(name -> !Arrays.equals(
                        features(spec, slots(1, 300)).tensor(name),
                        features(spec, without).tensor(name)));
        assertThat(changes).isEqualTo(reads);
    }

    @Test
    void thirdVersionHasHoursForTheCalendar() {
        List<FeatureTensor> first = spec("slots-1", 36).tensors(LEADS);
        assertThat(spec("slots-3", 36).tensors(LEADS))
                .containsExactly(
                        first.get(0),
                        first.get(1),
                        first.get(2),
                        first.get(4),
                        first.get(5),
                        first.get(6),
                        new FeatureTensor("hours", List.of(43, 2), MadeOf.READINGS),
                        new FeatureTensor("hours_mask", List.of(43, 2), MadeOf.READINGS));
    }

    @Test
    void hoursAreMeansOfTheirSlotsOldestFirst() {
        Features features = features(spec("slots-3"), slots(1, 300));
        // The hour before the history of an hour holds the slots that start 70 to 120 minutes before the reference
        // time.
        float[] hours = features.tensor("hours");
        assertThat(hours).hasSize(2 * 48).startsWith(291.5f, 1291.5f).endsWith(9.5f, 1009.5f);
        assertThat(features.tensor("hours_mask")).containsOnly(1);
    }

    @Test
    void hourIsTheMeanOfWhatItHasAndTellsHowMuchThatIs() {
        Map<Instant, PastSlot> past = slots(9, 10);
        Instant start = REFERENCE.minus(SLOT.multipliedBy(8));
        past.put(start, new PastSlot(start, 3, Map.of(Feature.GHI, 0.25), List.of(), Optional.empty()));
        Features features = features(spec("slots-3"), past);
        float[] hours = features.tensor("hours");
        assertThat(hours).endsWith(0, 0, 9.5f, (float) ((1010 + 1009 + 0.25) / 3));
        assertThat(features.tensor("hours_mask")).endsWith(0, 0, 2 / 6f, 3 / 6f);
        assertThat(Arrays.copyOf(hours, hours.length - 2)).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"10, 7", "7, 60", "10, 294"})
    void hoursThatAreNotWholeSlotsAreRefused(int slotMinutes, int historySlots) {
        assertThatThrownBy(() -> new FeatureSpec(
                        "slots-3",
                        Duration.ofMinutes(slotMinutes),
                        historySlots,
                        List.of(Feature.GHI),
                        "e",
                        3,
                        Duration.ofMinutes(60)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        "at most 48; %d slots of %d minutes are not.".formatted(historySlots, slotMinutes));
    }

    @Test
    void skyIsTheNewestOfItsEncoder() {
        Map<Instant, PastSlot> past = slots(1, 6);
        see(past, 1, "other", 9);
        see(past, 2, "e", 5);
        see(past, 3, "e", 4);
        Features features = features(spec("slots-2"), past);
        assertThat(features.tensor("sky")).containsExactly(5, 0, 1);
        assertThat(features.tensor("sky_mask")).containsExactly(1);
        assertThat(features.tensor("sky_age")).containsExactly(19);
        assertThatThrownBy(() -> features.tensor("moon"))
                .hasMessageContaining("'moon'")
                .hasMessageContaining("sky_age");
    }

    private static void see(Map<Instant, PastSlot> past, int age, String encoder, int value) {
        Instant start = REFERENCE.minus(SLOT.multipliedBy(age));
        var sky = new Sky(
                start.plusSeconds(60),
                encoder,
                Embedding.of(new float[] {value, 0, 1}),
                Optional.empty(),
                new Origin("frames", 0, age));
        past.computeIfPresent(start, (key, slot) -> slot.with(List.of(sky)));
    }
}
