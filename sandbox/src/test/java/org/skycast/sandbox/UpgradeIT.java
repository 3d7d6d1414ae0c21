package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Score;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.topics.Topics;

/** What the last release left on a broker and in its state directory is what this version goes on from. */
class UpgradeIT {

    /** As the release left it; its README tells how it was made. */
    private static final String RELEASE = "/releases/0.1.0.zip.gz";

    private static final int STATIONS = 2;
    /** Those that the release has seen; its newest two slots stood open, as they do while stations send. */
    private static final int ROUNDS = 16;

    private static final int OPEN = 2;
    /** So that the four hours after the release's last forecast have come, and its open slots are closed. */
    private static final int ALL_ROUNDS = ROUNDS + 28;

    /** The reference time of its last forecasts. */
    private static final Instant LAST = Rig.BEGIN.plus(Outcome.SLOT.multipliedBy(ROUNDS - OPEN));

    @TempDir
    Path folder;

    private static Path unpack(Path into) throws IOException {
        try (InputStream file = UpgradeIT.class.getResourceAsStream(RELEASE);
                var zip = new ZipInputStream(new GZIPInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path to = into.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(zip, to);
                }
            }
        }
        return into;
    }

    /** What the bundle alone says, so that what a station had time to teach makes no difference. */
    private static NowcastApp topology(Rig rig) {
        return NowcastApp.start(
                NowcastConfig.read(rig.yaml() + "adapt: { enabled: false }\n", "of the test", Map.of()));
    }

    private record Left(List<Observation> observations, List<Forecast> forecasts, List<Score> scores) {

        static Left by(Rig rig) {
            return new Left(rig.read(Topics.OBSERVATIONS), rig.read(Topics.FORECASTS), rig.read(Topics.SCORES));
        }

        /** Forecasts of slots that the release has not forecast. */
        Map<String, List<String>> forecastsSince() {
            return Outcome.ofForecasts(forecasts.stream()
                    .filter(forecast -> forecast.getReferenceTime().isAfter(LAST))
                    .toList());
        }

        /** Each that was scored: station, reference time, lead and variable, in order. */
        List<String> scored() {
            return scores.stream()
                    .map(score -> "%s %s +%d %s"
                            .formatted(
                                    score.getStationId(),
                                    score.getReferenceTime(),
                                    score.getLeadMinutes(),
                                    score.getVariable()))
                    .sorted()
                    .toList();
        }
    }

    /** Sends what is missing of all rounds, and gives what is there once this version has caught up. */
    private static Left goOn(Rig rig, int from) throws Exception {
        try (var stations = new SteadyStations(rig, STATIONS, from)) {
            stations.send(ALL_ROUNDS);
        }
        try (NowcastApp ignored = topology(rig)) {
            rig.awaitCaughtUp();
            var scoring = new GroupProgress(rig.clients());
            Rig.await("all to be scored", Duration.ofMinutes(2), scoring::hasScoredAll);
        }
        return Left.by(rig);
    }

    @Test
    void whatTheLastReleaseKeptIsGoneOnFrom() throws Exception {
        Left upgraded;
        Path release = unpack(Files.createDirectories(folder.resolve("release")));
        try (Rig rig = Rig.on(release)) {
            assertThat(rig.read(Topics.FORECASTS))
                    .hasSize(STATIONS * (ROUNDS - OPEN))
                    .extracting(Forecast::getReferenceTime)
                    .contains(LAST)
                    .allMatch(time -> !time.isAfter(LAST));
            upgraded = goOn(rig, ROUNDS);
        }
        Left anew;
        try (Rig rig = Rig.on(folder.resolve("anew"))) {
            anew = goOn(rig, 0);
        }
        assertThat(Outcome.differences(
                        Outcome.byStation(anew.observations()), Outcome.byStation(upgraded.observations())))
                .isEmpty();
        assertThat(upgraded.forecasts()).hasSameSizeAs(anew.forecasts());
        // Of slots open and histories half full when the release was stopped.
        assertThat(anew.forecastsSince())
                .hasSize(STATIONS)
                .allSatisfy((station, since) -> assertThat(since).hasSize(ALL_ROUNDS - ROUNDS));
        assertThat(Outcome.differences(anew.forecastsSince(), upgraded.forecastsSince()))
                .isEmpty();
        // The release's own forecasts are scored by truths that came after it.
        assertThat(upgraded.scored()).isEqualTo(anew.scored());
        assertThat(upgraded.scores())
                .anySatisfy(score -> assertThat(score.getLeadMinutes()).isEqualTo(240));
    }
}
