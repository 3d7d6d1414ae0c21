package org.skycast.streams.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.streams.live.NowcastHarness.ENCODER;
import static org.skycast.streams.live.NowcastHarness.START;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Rejected;
import org.skycast.topics.Topics;

class NowcastTopologyTest {

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

    private static Instant minute(long minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private void minutes(String station, int from, int to) {
        for (int minute = from; minute < to; minute++) {
            harness.reading(station, minute, minute(minute), 10.0 + minute / 10.0);
        }
    }

    @Test
    void frameAndReadingsOfASlotBecomeOneObservationAndAForecast() {
        minutes("a", 0, 5);
        harness.frame("a", 0, minute(5), 7);
        minutes("a", 5, 11);

        Observation observation = single(harness.observations());
        assertThat(observation.getStationId()).isEqualTo("a");
        assertThat(observation.getSlotStart()).isEqualTo(START);
        assertThat(observation.getRevision()).isZero();
        assertThat(observation.getVariables().get(0).getMean()).isEqualTo(10.45);
        assertThat(observation.getVariables().get(0).getCount()).isEqualTo(10);
        assertThat(observation.getSky().getCapturedAt()).isEqualTo(minute(5));
        assertThat(observation.getInputs().get(0).getOffsets()).hasSize(10);

        Forecast forecast = single(harness.forecasts());
        assertThat(forecast.getReferenceTime()).isEqualTo(minute(10));
        assertThat(forecast.getVariables().get(0).getValues()).isEqualTo(List.of(List.of(10.45f)));
        assertThat(forecast.getLineage().getObservation().getTopic()).isEqualTo("skycast.observations");
        assertThat(forecast.getNewestFrameAgeSeconds()).isEqualTo(300);
        assertThat(forecast.getIssuedAt()).isEqualTo(minute(10));
    }

    @Test
    void slotWaitsForItsFrameUntilTheGraceIsOver() {
        minutes("a", 0, 12);
        assertThat(harness.observations()).isEmpty();
        minutes("a", 12, 13);
        assertThat(single(harness.observations()).getSky()).isNull();
        assertThat(single(harness.forecasts()).getInputs().getDegraded()).contains("sky");
    }

    @Test
    void frameThatComesAfterItsSlotClosedAmendsItAndIssuesNothing() {
        minutes("a", 0, 13);
        harness.observations();
        harness.forecasts();
        harness.frame("a", 0, minute(9), 7);
        Observation amended = single(harness.observations());
        assertThat(amended.getRevision()).isEqualTo(1);
        assertThat(amended.getSky()).isNotNull();
        assertThat(harness.forecasts()).isEmpty();
    }

    @Test
    void embeddingMadeAtTheEdgeStandsForItsFrame() {
        harness.embedding("a", 0, minute(5), ENCODER, (byte) 0, (byte) 0x3c);
        minutes("a", 0, 11);
        assertThat(single(harness.observations()).getSky().getEncoderSha256()).isEqualTo(ENCODER);
    }

    @Test
    void silentStationsSlotsAreClosedByTicks() {
        minutes("a", 0, 10);
        assertThat(harness.observations()).isEmpty();
        harness.driver.advanceWallClockTime(Duration.ofMinutes(23));
        assertThat(harness.observations()).isEmpty();
        harness.driver.advanceWallClockTime(Duration.ofMinutes(1));
        List<Observation> closed = harness.observations();
        assertThat(closed).extracting(Observation::getSlotStart).containsExactly(START, minute(10));
        assertThat(closed.get(1).getVariables()).isEmpty();
        List<Forecast> forecasts = harness.forecasts();
        assertThat(forecasts).hasSize(2);
        assertThat(forecasts.get(1).getInputs().getDegraded()).contains("newest_slot");
    }

    @Test
    void silentStationIsForecastUntilItsHistoryIsEmpty() {
        minutes("a", 0, 10);
        harness.driver.advanceWallClockTime(Duration.ofHours(10));
        assertThat(harness.observations()).hasSize(1 + 6);
        assertThat(harness.forecasts()).hasSize(6);
    }

    @Test
    void clockThatIsAheadChangesNothingForOthers() {
        for (int minute = 0; minute < 13; minute++) {
            harness.reading("b", minute, minute(minute).plus(Duration.ofHours(3)), 1.0, minute(minute));
            harness.reading("a", minute, minute(minute), 10.0);
        }
        assertThat(harness.rejected())
                .extracting(Rejected::getReason)
                .containsOnly("IN_FUTURE")
                .hasSize(13);
        assertThat(single(harness.observations()).getStationId()).isEqualTo("a");
    }

    @Test
    void observationThatSaysWhatNoneCanIsRejectedAndNoStepFailsOnIt() {
        var nowhere = new Observation(
                "a", new org.skycast.avro.Site(99.0, 0.0, 0.0), minute(0), 10, 0, List.of(), null, null, List.of());
        harness.send(Topics.OBSERVATIONS, "a", nowhere, minute(10));
        assertThat(harness.rejected()).extracting(Rejected::getReason).containsExactly("RECORD_UNUSABLE");
        assertThat(harness.metrics.counts()).doesNotContainKey("skycast.dead.letters[skycast.observations]");
    }

    @Test
    void everythingUnusableIsRejectedWithItsReasonAndItsBytes() {
        harness.send(
                Topics.STATIONS,
                "off",
                new org.skycast.avro.Station("off", "off", new org.skycast.avro.Site(99.0, 0.0, 0.0)),
                minute(0));
        harness.reading("nobody", 0, minute(0), 1.0);
        harness.send(Topics.READINGS, "b", NowcastHarness.readingOf("a", 0, minute(0), 1.0), minute(0));
        harness.reading("a", 0, minute(0), 10.0);
        harness.reading("a", 0, minute(0), 10.0);
        harness.reading("a", 1, minute(1), Double.NaN);
        harness.reading("a", 2, minute(1), Double.POSITIVE_INFINITY);
        harness.reading("a", 3, minute(1), 999.0);
        harness.reading("a", 4, minute(1), 30.0);
        harness.reading("a", 5, minute(1).minus(Duration.ofDays(2)), 10.0, minute(1));
        harness.frame("a", 0, minute(2), 0);
        harness.embedding("a", 0, minute(2), "other", (byte) 0, (byte) 0x3c);
        harness.embedding("a", 1, minute(2), ENCODER, (byte) 0);
        harness.embedding("a", 2, minute(2), ENCODER, (byte) 0, (byte) 0x7c);
        List<Rejected> rejected = harness.rejected();
        assertThat(rejected)
                .extracting(Rejected::getReason)
                .containsExactly(
                        "STATION_UNUSABLE",
                        "UNKNOWN_STATION",
                        "KEY_MISMATCH",
                        "DUPLICATE",
                        "NOT_FINITE",
                        "NOT_FINITE",
                        "OUT_OF_RANGE",
                        "STEP",
                        "TOO_OLD",
                        "IMAGE_UNREADABLE",
                        "EMBEDDING_UNUSABLE",
                        "EMBEDDING_UNUSABLE",
                        "EMBEDDING_UNUSABLE");
        assertThat(rejected).allSatisfy(record -> {
            assertThat(record.getDetail()).endsWith(".");
            assertThat(record.getValue().remaining()).isPositive();
        });
        assertThat(harness.metrics.counts()).containsEntry("skycast.rejected[EMBEDDING_UNUSABLE]", 3L);
    }

    @Test
    void whatCannotBeReadIsCountedAndTheNextIsRead() {
        byte[] rubbish = "rubbish".getBytes(StandardCharsets.UTF_8);
        harness.sendBytes(Topics.READINGS, "a", rubbish, minute(0));
        harness.sendBytes(Topics.FRAMES, "a", new byte[0], minute(0));
        harness.sendBytes(Topics.READINGS, "a", new byte[] {0, 0, 0, 0, 99, 1, 2}, minute(0));
        minutes("a", 0, 13);
        assertThat(harness.observations()).hasSize(1);
        assertThat(harness.metrics.counts())
                .containsEntry("skycast.dead.letters[skycast.readings]", 2L)
                .containsEntry("skycast.dead.letters[skycast.frames]", 1L);
    }

    @Test
    void tombstonesAreCountedAsWhatTheyAreAndTheNextIsRead() {
        harness.sendBytes(Topics.READINGS, "a", null, minute(0));
        harness.sendBytes(Topics.FRAMES, "a", null, minute(0));
        harness.sendBytes(Topics.FRAMES, "a", null, minute(0));
        harness.sendBytes(Topics.EMBEDDINGS, "a", null, minute(0));
        minutes("a", 0, 13);
        assertThat(harness.observations()).hasSize(1);
        assertThat(harness.metrics.counts())
                .containsEntry("skycast.tombstones[skycast.readings]", 1L)
                .containsEntry("skycast.tombstones[skycast.frames]", 2L)
                .containsEntry("skycast.tombstones[skycast.embeddings]", 1L)
                .as("no dead letter is written")
                .noneSatisfy((name, count) -> assertThat(name).startsWith("skycast.dead.letters"));
        harness.sendBytes(Topics.OBSERVATIONS, "a", null, minute(13));
        assertThat(harness.metrics.counts())
                .containsEntry("skycast.tombstones[skycast.observations]", 1L)
                .doesNotContainKey("skycast.dead.letters[skycast.observations]");
        // Of a station it is no measurement that is gone, but the registration.
        harness.sendBytes(Topics.STATIONS, "a", null, minute(13));
        harness.reading("a", 100, minute(13), 10.0);
        assertThat(single(harness.rejected()).getReason()).isEqualTo("UNKNOWN_STATION");
        assertThat(harness.metrics.counts()).doesNotContainKey("skycast.tombstones[skycast.stations]");
    }

    @Test
    void framesTooNearEachOtherAreSkippedAndCounted() {
        for (int minute = 0; minute < 9; minute++) {
            harness.frame("a", minute, minute(minute), minute + 1);
        }
        minutes("a", 0, 11);
        assertThat(single(harness.observations()).getSky().getCapturedAt()).isEqualTo(minute(8));
        assertThat(harness.metrics.counts()).containsEntry("skycast.frames.skipped", 6L);
    }

    @Test
    void passedOverSequenceNumbersAreCounted() {
        harness.reading("a", 0, minute(0), 10.0);
        harness.reading("a", 5, minute(1), 10.0);
        assertThat(harness.metrics.counts()).containsEntry("skycast.sequence.missing", 4L);
    }

    @Test
    void descriptionIsPinned() throws IOException {
        String description = NowcastHarness.topology(Map.of("schema.registry.url", "mock://pinned"), harness.metrics)
                .describe()
                .toString();
        Path golden = Path.of("src/test/resources/nowcast-topology.txt");
        if (Boolean.getBoolean("pin")) {
            Files.writeString(golden, description);
        }
        assertThat(description)
                .as("the topology changed; if that is meant, run the test with -Dpin=true and mind upgrades")
                .isEqualTo(Files.readString(golden));
    }

    private static <T> T single(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
