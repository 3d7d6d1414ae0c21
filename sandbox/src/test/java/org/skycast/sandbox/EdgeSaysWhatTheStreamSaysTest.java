package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.TopicPartitionOffset;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.status.ForecastText;
import org.skycast.sandbox.StationLife.Happening;
import org.skycast.topics.Topics;

/** The same inputs give the same values, whether the station or the topology makes them. */
class EdgeSaysWhatTheStreamSaysTest {

    private static final List<Happening> LIFE = StationLife.life();

    @TempDir
    Path folder;

    /** What a topology made of a life. */
    private record Made(List<Observation> observations, List<Forecast> forecasts, long audited, long skipped) {}

    private static String inference(String settings) {
        return "inference: { bundle: %s, %s }".formatted(StreamWithoutBroker.BUNDLE.toAbsolutePath(), settings);
    }

    /** Through the edge, whose spool's records go to the topology as they come. */
    private Made streamed(String name, String inference, boolean disturbed) throws IOException {
        try (var edge = new EdgeWithoutBroker(folder.resolve(name), inference);
                var stream = new StreamWithoutBroker(folder.resolve(name + "-state"), StationLife.STATION)) {
            int count = 0;
            for (Happening happening : LIFE) {
                if (disturbed && ++count % 400 == 0) {
                    edge.restart();
                }
                for (Spool.Waiting one : edge.take(happening.taken(), happening.takenAt())) {
                    stream.send(one.topic(), one.key(), one.value(), happening.takenAt());
                }
                if (happening.taken().isEmpty()) {
                    stream.tick(happening.takenAt());
                }
            }
            var counts = stream.metrics.counts();
            return new Made(
                    stream.observations(),
                    stream.forecasts(),
                    counts.getOrDefault("skycast.frames.audited", 0L),
                    counts.getOrDefault("skycast.frames.skipped", 0L));
        }
    }

    @Test
    void embeddingsFromTheEdgeMakeTheSameObservationsAndForecastsAsTheFrames() throws IOException {
        Made fromFrames = streamed("frames", "", false);
        Made fromSkies = streamed("skies", inference("embed: edge, auditEvery: 3"), true);
        assertThat(fromFrames.observations())
                .hasSizeGreaterThan(85)
                .anySatisfy(o -> assertThat(o.getRevision()).isPositive());
        assertThat(fromSkies.observations().stream().map(EdgeSaysWhatTheStreamSaysTest::withoutOrigin))
                .containsExactlyElementsOf(fromFrames.observations().stream()
                        .map(EdgeSaysWhatTheStreamSaysTest::withoutOrigin)
                        .toList());
        assertThat(fromSkies.forecasts()).hasSizeGreaterThan(70).isEqualTo(fromFrames.forecasts());
        assertThat(fromSkies.audited()).isGreaterThan(5);
        assertThat(fromSkies.skipped()).isZero();
        assertThat(fromFrames.skipped() + fromFrames.audited()).isZero();
        // An audited slot's observation names its frame, by the digest that the frame in the log has.
        assertThat(fromSkies.observations())
                .filteredOn(o -> o.getSky() != null && o.getSky().getFrameSha256() != null)
                .hasSizeGreaterThan(2)
                .allSatisfy(o -> assertThat(fromFrames.observations())
                        .anySatisfy(same -> assertThat(
                                        same.getSky() == null
                                                ? ""
                                                : same.getSky().getFrameSha256())
                                .isEqualTo(o.getSky().getFrameSha256())));
    }

    @Test
    void forecastsMadeAtTheEdgeAreThoseOfTheStreamThroughRestartsAndFailures() throws IOException {
        Made wanted = streamed("stream", "", false);
        assertThat(wanted.forecasts())
                .anySatisfy(f -> assertThat(f.getInputs().getDegraded()).contains("sky"))
                .anySatisfy(f -> assertThat(f.getInputs().getDegraded()).contains("newest_slot"));
        for (String embed : List.of("stream", "edge")) {
            for (boolean disturbed : new boolean[] {false, true}) {
                List<Forecast> made = forecastsOfTheEdge(embed, disturbed);
                assertThat(made.stream().map(EdgeSaysWhatTheStreamSaysTest::withoutObservation))
                        .as("embed: %s, disturbed: %s", embed, disturbed)
                        .containsExactlyElementsOf(wanted.forecasts().stream()
                                .map(EdgeSaysWhatTheStreamSaysTest::withoutObservation)
                                .toList());
            }
        }
    }

    private List<Forecast> forecastsOfTheEdge(String embed, boolean disturbed) throws IOException {
        List<Forecast> made = new ArrayList<>();
        String settings = inference("embed: %s, forecast: edge".formatted(embed));
        try (var edge = new EdgeWithoutBroker(folder.resolve(embed + disturbed), settings)) {
            int count = 0;
            for (Happening happening : LIFE) {
                count++;
                if (disturbed && count % 151 == 0) {
                    edge.takeInVain(happening.taken(), happening.takenAt());
                }
                if (disturbed && count % 157 == 0) {
                    edge.restart();
                }
                edge.take(happening.taken(), happening.takenAt()).stream()
                        .filter(one -> one.topic().equals(Topics.EDGE_FORECASTS.name()))
                        .forEach(one -> made.add((Forecast) one.value()));
            }
            Forecast last = made.get(made.size() - 1);
            assertThat(last.getLineage().getObservation().getTopic()).isEqualTo("edge");
            assertThat(ForecastText.table(edge.processor()
                            .forecasts()
                            .of(StationLife.STATION.id())
                            .orElseThrow()))
                    .contains(
                            "air_temperature",
                            "+60 min",
                            last.getReferenceTime().toString());
            var json = new ObjectMapper()
                    .readTree(ForecastText.json(edge.processor().forecasts()));
            assertThat(json.at("/forecasts/0/referenceTime").asText())
                    .isEqualTo(last.getReferenceTime().toString());
        }
        return made;
    }

    @Test
    void journalHoldsNoMoreThanAHistoryNeeds() throws IOException {
        try (var edge = new EdgeWithoutBroker(folder.resolve("long"), inference("embed: edge, forecast: edge"))) {
            int most = 0;
            for (int week = 0; week < 4; week++) {
                Duration later = Duration.ofDays(2L * week);
                for (Happening happening : LIFE) {
                    edge.take(
                            happening.taken().map(taken -> later(taken, later)),
                            happening.takenAt().plus(later));
                }
                most = Math.max(most, edge.remembered());
            }
            assertThat(most).isLessThan(LIFE.size() * 2);
        }
    }

    private static Sample later(Sample taken, Duration by) {
        return taken instanceof Sample.Frame frame
                ? new Sample.Frame(frame.stationId(), frame.at().plus(by), frame.item(), frame.image())
                : new Sample.Values(
                        taken.stationId(), taken.at().plus(by), taken.item(), ((Sample.Values) taken).values());
    }

    /** A sky's origin is another record, and a digest is there only where the frame is. */
    private static Observation withoutOrigin(Observation observation) {
        Observation copy = Observation.newBuilder(observation).build();
        if (copy.getSky() != null) {
            copy.getSky().setOrigin(new TopicPartitionOffset("", 0, 0L));
            copy.getSky().setFrameSha256(null);
        }
        return copy;
    }

    private static Forecast withoutObservation(Forecast forecast) {
        Forecast copy = Forecast.newBuilder(forecast).build();
        copy.getLineage().setObservation(new TopicPartitionOffset("", 0, 0L));
        return copy;
    }
}
