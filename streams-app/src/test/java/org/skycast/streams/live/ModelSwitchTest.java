package org.skycast.streams.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.streams.live.NowcastHarness.START;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.ModelDeployment;
import org.skycast.topics.Topics;

/** The champion changes at a slot; "persist" is the configured one, and a name of the letters a to f is published. */
class ModelSwitchTest {

    @TempDir
    Path state;

    private NowcastHarness harness;

    @BeforeEach
    void open() {
        harness = new NowcastHarness(state);
        harness.register("a", "b");
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private static Instant slot(long number) {
        return START.plus(Duration.ofMinutes(10 * number));
    }

    private void deploy(String role, String bundle, long fromSlot, String... stations) {
        var deployment = new ModelDeployment(role, bundle, bundle, slot(fromSlot), List.of(stations));
        harness.send(Topics.DEPLOYMENTS, "0:" + bundle + fromSlot, deployment, START);
    }

    /** Everything of a station's slots from one up to, not including, another. */
    private void slots(String station, int from, int to) {
        for (int minute = from * 10; minute < to * 10; minute++) {
            harness.reading(station, minute, START.plus(Duration.ofMinutes(minute)), 10.0);
            if (minute % 10 == 5) {
                harness.frame(station, minute / 10, START.plus(Duration.ofMinutes(minute)), 1 + minute / 10);
            }
        }
    }

    private List<String> models() {
        List<String> models = new ArrayList<>();
        for (Forecast forecast : harness.forecasts()) {
            long slot = Duration.between(START, forecast.getReferenceTime()).toMinutes() / 10 - 1;
            models.add(
                    forecast.getStationId() + slot + ":" + forecast.getLineage().getModelId());
        }
        return models;
    }

    @Test
    void championChangesAtItsSlotAndNoSlotIsMissedOrDoubled() {
        slots("a", 0, 2);
        deploy("CHAMPION", "eee", 3);
        slots("a", 2, 6);
        assertThat(models()).containsExactly("a0:persist", "a1:persist", "a2:persist", "a3:eee", "a4:eee");
    }

    @Test
    void slotBeforeTheSwitchThatComesLateIsTheOldChampions() {
        deploy("CHAMPION", "eee", 2);
        slots("b", 0, 4);
        slots("a", 0, 4);
        assertThat(models())
                .containsExactly("b0:persist", "b1:persist", "b2:eee", "a0:persist", "a1:persist", "a2:eee");
    }

    @Test
    void deploymentForSomeStationsLeavesTheOthers() {
        deploy("CHAMPION", "eee", 0, "b");
        slots("a", 0, 2);
        slots("b", 0, 2);
        assertThat(models()).containsExactly("a0:persist", "b0:eee");
    }

    @Test
    void rollbackIsADeploymentLikeAnother() {
        deploy("CHAMPION", "eee", 1);
        deploy("CHAMPION", "dee", 2);
        deploy("CHAMPION", "eee", 3);
        slots("a", 0, 5);
        assertThat(models()).containsExactly("a0:persist", "a1:eee", "a2:dee", "a3:eee");
    }

    @Test
    void bundleThatCannotBeRunIsRefusedCountedAndTheChampionStays() {
        deploy("CHAMPION", "not published", 0);
        deploy("JESTER", "eee", 0);
        deploy("SHADOW", "eee", 0);
        slots("a", 0, 3);
        assertThat(models()).containsExactly("a0:persist", "a1:persist");
        assertThat(harness.metrics.counts()).containsEntry("skycast.deployments.refused", 2L);
    }

    @Test
    void announcedModelWithAnotherEncoderHasItsOwnSkiesFromTheFirstSlotOn() {
        deploy("CHAMPION", "abc", 2);
        slots("a", 0, 5);
        List<Forecast> forecasts = harness.forecasts();
        // Frames at even offsets can be read again; each is embedded as its offset and forty.
        assertThat(forecasts)
                .extracting(forecast ->
                        forecast.getEvents().get(0).getProbabilities().get(0))
                .containsExactly(1f, 2f, 42f, 42f);
        assertThat(harness.metrics.counts())
                .containsEntry("skycast.skies.embedded.again", 2L)
                .containsEntry("skycast.skies.missing", 2L);
    }

    @Test
    void skyOfAnotherEncoderIsNeverTakenForOnesOwn() {
        deploy("CHAMPION", "abc", 1);
        for (int minute = 0; minute < 12; minute++) {
            harness.reading("a", minute, START.plus(Duration.ofMinutes(minute)), 10.0);
        }
        harness.frame("a", 0, START.plus(Duration.ofMinutes(5)), 9);
        harness.frame("a", 1, START.plus(Duration.ofMinutes(15)), 9);
        for (int minute = 12; minute < 22; minute++) {
            harness.reading("a", minute, START.plus(Duration.ofMinutes(minute)), 10.0);
        }
        List<Forecast> forecasts = harness.forecasts();
        assertThat(forecasts.get(0).getEvents().get(0).getProbabilities()).containsExactly(9f);
        // The frame at offset 1 is gone; the one at offset 0 is what its own encoder saw last.
        assertThat(forecasts.get(1).getEvents().get(0).getProbabilities()).containsExactly(40f);
    }
}
