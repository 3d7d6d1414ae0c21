package org.skycast.benchmarks.identity;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.skycast.benchmarks.Rounds;
import org.skycast.edge.source.Sample;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.forecast.ForecastParts;
import org.skycast.streams.forecast.FrameArchive;
import org.skycast.streams.forecast.LearningChoice;
import org.skycast.streams.live.NowcastTopology;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.model.OnnxSkyEmbedder;
import org.skycast.streams.observe.ObserveTopology;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.StreamsSettings;

/** The topology by Kafka's test driver: all of it, and no broker, on the thread that asks. */
final class TopologyAlone {

    private final ModelBundle bundle;
    private final ProofKeys keys;
    private final int stations;

    TopologyAlone(Path bundle, ProofKeys keys, int stations) {
        this.bundle = ModelBundle.load(bundle);
        this.keys = keys;
        this.stations = stations;
    }

    /** Microseconds of processor time a record, of the last four fifths. */
    double taken(List<Sample> samples, Proving proving) throws IOException {
        Path state = Files.createTempDirectory("skycast-benchmark");
        Map<String, Object> serdes = Map.of("schema.registry.url", "mock://" + state.getFileName());
        var metrics = new NowcastMetrics(new SimpleMeterRegistry());
        try (var driver = driver(state, serdes, metrics, proving);
                var values = AvroSerdes.anyValues(serdes)) {
            Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
            MadeRecords.registrations(stations, values)
                    .forEach(one -> give(driver, inputs, one, keys.registration(one.key(), one.value())));
            List<MadeRecord> records = MadeRecords.records(samples, values);
            List<Headers> headers = proving.headers(keys, records);
            int first = records.size() / 5;
            double start = 0;
            for (int i = 0; i < records.size(); i++) {
                if (i == first) {
                    start = micros();
                }
                give(driver, inputs, records.get(i), headers.get(i));
            }
            double micros = micros() - start;
            long rejected = metrics.counts().entrySet().stream()
                    .filter(count -> count.getKey().startsWith(NowcastMetrics.REJECTED))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            if (rejected > 0) {
                throw new IllegalStateException("Not all came through: " + metrics.counts());
            }
            return micros / (records.size() - first);
        } finally {
            Rounds.remove(state);
        }
    }

    private static void give(
            TopologyTestDriver driver,
            Map<String, TestInputTopic<String, byte[]>> inputs,
            MadeRecord one,
            Headers headers) {
        inputs.computeIfAbsent(
                        one.topic(),
                        topic -> driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer()))
                .pipeInput(new TestRecord<>(one.key(), one.value(), headers, one.at()));
    }

    private TopologyTestDriver driver(Path state, Map<String, Object> serdes, NowcastMetrics metrics, Proving proving) {
        var features = bundle.featureSpec();
        var source = new ModelSource(
                features, bundle::openForecaster, () -> new OnnxSkyEmbedder(bundle, new FrameDecoder()));
        var observe = new ObserveTopology.Parts(
                ObservePolicy.of(features.slotLength(), features.historySlots()),
                Duration.ofSeconds(30),
                source.skies(),
                bundle.encoderSha256(),
                features.embeddingSize(),
                proving.isAsked() ? Optional.of(keys.policy()) : Optional.empty());
        var forecasts = ForecastParts.of(
                new ModelChoice.Fixed(source), LearningChoice.everywhere(), features.slotLength(), NoArchive::new);
        Properties properties = StreamsSettings.of(
                NowcastConfig.read("{stateDirectory: %s}".formatted(state), "of the benchmark", Map.of()),
                "",
                1,
                metrics);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        return new TopologyTestDriver(
                NowcastTopology.of(observe, forecasts, serdes, metrics), properties, MadeRecords.BEGIN);
    }

    private static double micros() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e3;
    }

    /** No model is changed, so no frame is asked for again. */
    private record NoArchive() implements FrameArchive {
        @Override
        public Optional<byte[]> image(Origin origin) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
