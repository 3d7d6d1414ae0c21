package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/** The way to more partitions, and to other brokers: the inputs are copied, and a topology there comes to the same forecasts. */
class MorePartitionsIT {

    private static final int STATIONS = 8;
    private static final int MORE = 6;

    @TempDir
    Path folder;

    @Test
    void topologyOnMorePartitionsComesToTheSame() throws Exception {
        try (Rig four = Rig.on(folder.resolve("four"))) {
            four.simulate(STATIONS, Duration.ofHours(4));
            Map<String, List<String>> forecasts = forecasts(four);
            Map<String, List<String>> observations = observations(four);
            assertThat(forecasts)
                    .hasSize(STATIONS)
                    .allSatisfy((station, all) -> assertThat(all).hasSizeGreaterThan(20));

            try (Rig six = beside(four)) {
                String[] copy = {"topics", "copy", "--to", six.clients().get("bootstrap.servers")};
                assertThat(four.done(copy)).contains("skycast.readings").contains("All is copied.");
                assertThat(six.done("topics", "check", "--partitions", Integer.toString(MORE)))
                        .contains("All topics are as declared.");
                assertEachPartitionIsByTime(six);
                Ended again = four.run(copy);
                assertThat(again.code()).isNotZero();
                assertThat(again.err())
                        .contains("skycast.stations at the brokers")
                        .contains("has records already");

                assertThat(forecasts(six)).isEqualTo(forecasts);
                assertThat(observations(six)).isEqualTo(observations);
                assertThat(six.writtenPartitions(Topics.FORECASTS.name())).anyMatch(partition -> partition >= 4);
            }
        }
    }

    /** As a broker's own clock would have it: what two partitions held stands in one, and its times go on. */
    private static void assertEachPartitionIsByTime(Rig rig) {
        try (LogReader reader = LogReader.on(rig.clients())) {
            for (LogSpan span : reader.whole(Topics.READINGS.name())) {
                List<Long> times = new ArrayList<>();
                reader.read(span, record -> times.add(record.timestamp()));
                assertThat(times).as(span.toString()).isSorted();
            }
        }
    }

    /** A broker with more partitions, whose registry has the same schemas. */
    private Rig beside(Rig other) {
        Path six = folder.resolve("six");
        EmbeddedKafka kafka = EmbeddedKafka.start(six.resolve("broker"), 0);
        return new Rig(kafka.bootstrapServers(), kafka, other.clients().get("bootstrap.servers"), six, MORE);
    }

    /** What a topology makes of what is there, from the beginning; where it stands is another thing. */
    private static Map<String, List<String>> forecasts(Rig rig) throws Exception {
        try (NowcastApp ignored = rig.topology()) {
            rig.awaitCaughtUp();
        }
        List<Forecast> forecasts = rig.read(Topics.FORECASTS);
        forecasts.forEach(forecast -> forecast.getLineage().getObservation().setPartition(0));
        return Outcome.ofForecasts(forecasts);
    }

    private static Map<String, List<String>> observations(Rig rig) {
        List<Observation> observations = rig.read(Topics.OBSERVATIONS);
        observations.forEach(observation -> {
            assertThat(observation.getInputs()).isNotEmpty();
            observation.setInputs(List.of());
            if (observation.getSky() != null) {
                observation.getSky().getOrigin().setPartition(0);
                observation.getSky().getOrigin().setOffset(0);
            }
        });
        return Outcome.byStation(observations);
    }
}
