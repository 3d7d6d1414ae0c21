package org.skycast.streams.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.streams.verify.VerifyHarness.CHAMPION;
import static org.skycast.streams.verify.VerifyHarness.DAY;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Score;
import org.skycast.topics.Topics;

/** What the verify stage makes of amendments where another time is set for them, and of deletions. */
class VerifyAmendmentTest {

    @TempDir
    Path state;

    @Test
    void whatIsAmendedForTwoDaysIsScoredAfterTwoDaysAsItsLastRevisionHasIt() {
        try (var patient = new VerifyHarness(state, Duration.ofDays(2))) {
            patient.observe("a", 0, 0, 10.0);
            patient.foretell(Topics.FORECASTS, CHAMPION, "a", 0, 11);
            patient.observe("a", 1, 0, null);
            patient.observe("a", 1, 1, 12.0);
            patient.observe("a", DAY + 10, 0, 10.0);
            patient.tick(DAY + 12);
            assertThat(patient.scores()).isEmpty();
            patient.observe("a", 1, 2, 11.5);
            patient.observe("a", 2 * DAY + 1, 0, 10.0);
            Map<String, Score> scores =
                    patient.scores().stream().collect(Collectors.toMap(Score::getVariable, score -> score));
            assertThat(scores).containsOnlyKeys("air_temperature", "rain");
            assertThat(scores.get("air_temperature").getObserved()).isEqualTo(11.5);
        }
    }

    /** Between an hourly station's readings nothing is missing; where it leaves one out, that is. */
    @Test
    void onlyTruthsThatTheStationsRhythmPromisedAreCountedAsMissing() {
        try (var harness = new VerifyHarness(state)) {
            int leftOut = DAY + 6;
            for (int slot = 0; slot <= 2 * DAY; slot += 6) {
                if (slot != leftOut) {
                    harness.observe("a", slot, 0, 10.0);
                }
                if (slot < leftOut) {
                    harness.foretell(Topics.FORECASTS, CHAMPION, "a", slot, 11);
                }
            }
            harness.tick(3 * DAY + 8);
            assertThat(harness.scores())
                    .filteredOn(score -> score.getObserved() == null)
                    .hasSizeGreaterThan(40);
            assertThat(harness.metrics.counts()).containsEntry("skycast.scores.missing", 2L);
        }
    }

    @Test
    void tombstonesAreCountedAndChangeNothing() {
        try (var harness = new VerifyHarness(state)) {
            harness.tombstone(Topics.OBSERVATIONS, "a", 0);
            harness.observe("a", 0, 0, 10.0);
            harness.foretell(Topics.FORECASTS, CHAMPION, "a", 0, 11);
            harness.tombstone(Topics.FORECASTS, "a", 0);
            harness.observe("a", 1, 0, 10.5);
            assertThat(harness.scores()).hasSize(2);
            assertThat(harness.metrics.counts())
                    .containsEntry("skycast.tombstones[skycast.observations]", 1L)
                    .containsEntry("skycast.tombstones[skycast.forecasts]", 1L);
        }
    }
}
