package org.skycast.nowcast.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.Learnt;
import org.skycast.nowcast.observe.Origin;

/** What is kept of a forecast that waits is what it was, bit for bit, and little more than its numbers. */
class PackedAwaitedTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00Z");

    /** As the shipped bundle has them: four hours by ten minutes. */
    private static final List<Duration> LEADS = IntStream.rangeClosed(1, 24)
            .mapToObj(i -> Duration.ofMinutes(10L * i))
            .toList();

    private static final List<Double> LEVELS = List.of(0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98);

    /** What the shipped bundle says of a station that measures all of its six variables and has taught it. */
    private static Awaited full() {
        String digest = "ab".repeat(32);
        var lineage = new Forecast.Lineage(
                new Forecaster.Model("skycast", "7", digest),
                "slots-3",
                new Origin("skycast.observations", 3, 1L << 40),
                List.of(),
                Optional.of(new Learnt(T, 40, 100_000, List.of())));
        List<Float> byLead = Collections.nCopies(24, 0.1f);
        List<Forecast.OfVariable> variables = Arrays.stream(Feature.values())
                .limit(6)
                .map(feature -> new Forecast.OfVariable(
                        feature,
                        LEADS,
                        LEVELS,
                        Collections.nCopies(24, Collections.nCopies(7, 0.1f)),
                        OptionalDouble.of(0.1),
                        Optional.of(byLead)))
                .toList();
        var event = new ForecastSpec.Event("cloudy", Feature.CLOUD_AREA_FRACTION, 0.5, Feature.CLOUD_AREA_FRACTION);
        var events = Collections.nCopies(
                3,
                new Forecast.OfEvent(
                        event, LEADS, byLead, OptionalDouble.of(0.1), Optional.of(Duration.ZERO), Optional.of(byLead)));
        var forecast = new Forecast(
                "0-20000-0-06180",
                T,
                T,
                lineage,
                variables,
                events,
                1,
                List.of("sky", "newest_slot"),
                List.of("altitude"),
                Optional.of(Duration.ofSeconds(90)),
                Optional.of(Duration.ofSeconds(30)));
        return new Awaited(new Origin("skycast.forecasts", 3, 1L << 40), forecast);
    }

    @Test
    void comesBackAsItWas() {
        for (long seed = 0; seed < 500; seed++) {
            Awaited awaited = new RandomForecast(seed).awaited();
            byte[] packed = PackedAwaited.of(awaited);
            Awaited read = PackedAwaited.read(packed);
            assertThat(read).isEqualTo(awaited);
            assertThat(PackedAwaited.of(read)).isEqualTo(packed);
        }
    }

    @Test
    void fullForecastTakesSixKilobytesAndAQuarter() {
        byte[] packed = PackedAwaited.of(full());
        assertThat(PackedAwaited.read(packed)).isEqualTo(full());
        assertThat(packed.length).isLessThanOrEqualTo(6_250);
    }

    @Test
    void whatIsCutOffIsRefused() {
        byte[] packed = PackedAwaited.of(full());
        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> PackedAwaited.read(cut)).isInstanceOf(BufferUnderflowException.class);
        }
    }

    @Test
    void laterFormIsRefusedInWords() {
        assertThatThrownBy(() -> PackedAwaited.read(new byte[] {2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A forecast that waits was packed in form 2; this build reads form 1.");
    }

    @Test
    void featureThatALaterVersionHasIsRefusedInWords() {
        byte[] packed = PackedAwaited.of(full());
        byte[] event = {'c', 'l', 'o', 'u', 'd', 'y', (byte) Feature.CLOUD_AREA_FRACTION.ordinal()};
        int at = IntStream.range(0, packed.length - event.length)
                .filter(i -> Arrays.equals(packed, i, i + event.length, event, 0, event.length))
                .findFirst()
                .orElseThrow();
        for (byte place : new byte[] {(byte) Feature.values().length, -1}) {
            packed[at + event.length - 1] = place;
            assertThatThrownBy(() -> PackedAwaited.read(packed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A forecast was packed with a feature that this build does not know.");
        }
    }
}
