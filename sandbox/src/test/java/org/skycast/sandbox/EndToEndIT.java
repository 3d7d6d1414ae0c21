package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/** The whole way on a real broker. */
class EndToEndIT {

    private static final int STATIONS = 3;
    private static final Duration SPAN = Duration.ofHours(8);
    private static final Instant SWITCH = Rig.BEGIN.plus(Duration.ofHours(4));

    @TempDir
    Path folder;

    /**
     * The promise: on the same input log, the observation and forecast topics after any number of crashes equal those of
     * an undisturbed run, and the champion changes at the same slot. The crashing one runs in a process of its own and is
     * killed by SIGKILL, several times.
     */
    @Test
    void killedTopologyEndsWithTheSameObservationsAndForecastsAsAnUndisturbedOne() throws Exception {
        Path calm = folder.resolve("calm");
        Path crashing = folder.resolve("crashing");
        try (Rig rig = Rig.on(calm)) {
            rig.simulate(STATIONS, SPAN);
            rig.publish(Variant.in(folder.resolve("nine")).version("9"));
            rig.done("models", "promote", "skycast", "--from-slot", SWITCH.toString());
        }
        Rig.copy(calm, crashing);

        List<Observation> observations;
        List<Forecast> forecasts;
        try (Rig rig = Rig.on(calm);
                NowcastApp topology = rig.topology()) {
            rig.awaitCaughtUp();
            observations = rig.read(Topics.OBSERVATIONS);
            forecasts = rig.read(Topics.FORECASTS);
            assertThat(topology.metrics().counts()).containsEntry("skycast.readings", STATIONS * 480L);
        }
        // The last slot stays open: nothing came after it.
        assertThat(observations).hasSize(STATIONS * 47);
        assertThat(forecasts).hasSize(STATIONS * 47);
        switchesOnce(forecasts);

        try (Rig rig = Rig.on(crashing)) {
            for (int kill = 1; kill <= 3; kill++) {
                int enough = kill * forecasts.size() / 5;
                try (JavaProcess topology = rig.topologyProcess()) {
                    rig.awaitForecasts(enough, topology);
                }
            }
            try (JavaProcess topology = rig.topologyProcess()) {
                rig.awaitCaughtUp();
                assertThat(topology.printed()).contains("The settings that hold:");
            }
            assertThat(Outcome.byStation(rig.read(Topics.OBSERVATIONS))).isEqualTo(Outcome.byStation(observations));
            List<Forecast> afterKills = rig.read(Topics.FORECASTS);
            assertThat(Outcome.ofForecasts(afterKills)).isEqualTo(Outcome.ofForecasts(forecasts));
            switchesOnce(afterKills);
        }
    }

    private static void switchesOnce(List<Forecast> forecasts) {
        String shipped = ModelBundle.load(Rig.BUNDLE).model().version();
        assertThat(Outcome.versions(forecasts))
                .hasSize(STATIONS)
                .allSatisfy((station, versions) ->
                        assertThat(versions).isEqualTo(Outcome.switching(47, SWITCH, shipped, "9")));
    }
}
