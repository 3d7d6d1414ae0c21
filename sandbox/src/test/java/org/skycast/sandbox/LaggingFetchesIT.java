package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.ModelDeployment;
import org.skycast.avro.SensorReading;
import org.skycast.avro.Tick;
import org.skycast.streams.guard.StageGuard;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.RunningStage;
import org.skycast.streams.runtime.StreamsSettings;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.topology.TaskProcessor;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** Whichever topic's fetches lag, a task takes the records of its partitions in the order in which the log took them. */
class LaggingFetchesIT {

    private static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");
    private static final int ROUNDS = 40;

    @TempDir
    Path folder;

    private final List<Long> taken = java.util.Collections.synchronizedList(new ArrayList<>());

    @Test
    void recordsAreTakenInTheOrderOfTheLogWhicheverTopicLags() throws Exception {
        try (Rig rig = Rig.on(folder);
                Producer<String, SpecificRecord> producer = TroubledStations.producer(rig.clients())) {
            for (String lagging : List.of(Topics.READINGS.name(), Topics.DEPLOYMENTS.name())) {
                taken.clear();
                NowcastConfig config = NowcastConfig.read(
                        rig.yaml() + "applicationId: behind-" + lagging + "\n", "of the test", Map.of());
                var stage = new Merging(rig.clients());
                Properties properties =
                        StreamsSettings.of(config, stage.suffix(), 1, new NowcastMetrics(new SimpleMeterRegistry()));
                var clients = new LaggingClients(StageGuard.of(properties).orElseThrow(), Set.of(lagging), 25);
                try (var running = new RunningStage(stage, properties, GroupMembershipOperation.LEAVE_GROUP, clients)) {
                    running.start();
                    // Once the task has taken a first round, the consumer knows of each topic that nothing is left; of
                    // the
                    // one that lags it believes so for a while, whatever comes.
                    sendRound(producer, 0);
                    int before = await(0);
                    for (int round = 1; round <= ROUNDS; round++) {
                        sendRound(producer, round);
                    }
                    await(before + 3 * ROUNDS - 1);
                }
                assertThat(taken).as("with fetches of %s that lag", lagging).isSorted();
            }
        }
    }

    /** Waits until more than so many were taken, by whole rounds; gives how many were. */
    private int await(int more) {
        Rig.await("records", Duration.ofMinutes(1), () -> taken.size() > more && taken.size() % 3 == 0);
        return taken.size();
    }

    /** One after the other, so that their order in the log is known. */
    private static void sendRound(Producer<String, SpecificRecord> producer, int round) throws Exception {
        send(producer, Topics.READINGS, reading(round));
        send(producer, Topics.DEPLOYMENTS, deployment());
        send(producer, Topics.TICKS, new Tick(0, AT));
    }

    private static void send(Producer<String, SpecificRecord> producer, Topic<?> topic, SpecificRecord value)
            throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), "one-key", value)).get();
    }

    private static SensorReading reading(int round) {
        return SensorReading.newBuilder()
                .setStationId("a")
                .setEpoch(AT)
                .setSequence(round)
                .setObservedAt(AT)
                .build();
    }

    private static ModelDeployment deployment() {
        return new ModelDeployment("SHADOW", "m", "ab", AT, List.of());
    }

    /** Notes when the log took what it takes. */
    private final class Merging implements Stage {

        private final Map<String, String> clients;

        Merging(Map<String, String> clients) {
            this.clients = clients;
        }

        @Override
        public String name() {
            return "merging";
        }

        @Override
        public String suffix() {
            return "-merging";
        }

        @Override
        public Topology topology() {
            var topology = new TopologyBuilder(clients);
            topology.source("readings", Topics.READINGS);
            topology.source("deployments", Topics.DEPLOYMENTS);
            topology.source("ticks", Topics.TICKS);
            topology.processor("note", Noting::new, "readings", "deployments", "ticks");
            return topology.topology();
        }
    }

    private final class Noting extends TaskProcessor<Object, Void, String> {

        @Override
        protected String open(ProcessorContext<String, Void> context) {
            return "";
        }

        @Override
        protected void process(String nothing, Record<String, Object> record) {
            taken.add(record.timestamp());
        }
    }
}
