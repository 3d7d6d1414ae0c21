package org.skycast.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Spool;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;
import org.skycast.settings.SettingsException;

class UplinkTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path folder;

    private Spool spool;
    private final EdgeMetrics metrics = new EdgeMetrics();
    private final List<Cluster> made = new ArrayList<>();

    @BeforeEach
    void open() {
        spool = Spool.open(folder.resolve("spool.db"), NOW);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    /** Answers to each record as it is told; remembers what it took and whether it was closed. */
    private static final class Cluster extends MockProducer<String, SpecificRecord> {
        final Map<String, String> properties;
        final List<String> took = new ArrayList<>();
        private final Function<ProducerRecord<String, SpecificRecord>, Optional<RuntimeException>> answer;

        Cluster(
                Map<String, String> properties,
                Function<ProducerRecord<String, SpecificRecord>, Optional<RuntimeException>> answer) {
            super(true, new RoundRobinPartitioner(), new StringSerializer(), nothing());
            this.properties = properties;
            this.answer = answer;
        }

        private static Serializer<SpecificRecord> nothing() {
            return (topic, record) -> new byte[0];
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<String, SpecificRecord> record, Callback callback) {
            Optional<RuntimeException> failure = answer.apply(record);
            if (failure.isPresent()) {
                callback.onCompletion(null, failure.get());
                return CompletableFuture.failedFuture(failure.get());
            }
            took.add(record.key() + "/" + record.topic());
            return super.send(record, callback);
        }
    }

    private Uplink uplink(
            Map<String, Map<String, String>> ofStations,
            List<Station> stations,
            Function<ProducerRecord<String, SpecificRecord>, Optional<RuntimeException>> answer) {
        Function<Map<String, String>, Producer<String, SpecificRecord>> maker = properties -> {
            made.add(new Cluster(properties, answer));
            return made.get(made.size() - 1);
        };
        return new Uplink(
                new Producers(maker, Map.of("acks", "all"), ofStations),
                stations,
                CatchUp.DEFAULT,
                metrics,
                InstantSource.system());
    }

    private void reading(String station, int second) {
        var one = new Sample.Values(station, NOW.plusSeconds(second), "" + second, Map.of(Variable.WIND_SPEED, 1.0));
        spool.put(station + "/readings/x", Memory.LAST, List.of(one), Instant.now());
    }

    @Test
    void tryingInVainBeginsWithTheFirstAttemptAndEndsWhenARecordIsTaken() {
        boolean[] isAway = {true};
        Uplink uplink = uplink(
                Map.of(),
                List.of(),
                record -> isAway[0] ? Optional.of(new TimeoutException("away")) : Optional.empty());
        assertThat(uplink.send(spool)).isInstanceOf(Uplink.Idle.class);
        assertThat(uplink.state().tryingSince()).isEmpty();
        reading("a", 1);
        assertThat(uplink.send(spool)).isInstanceOf(Uplink.Stuck.class);
        Optional<Instant> since = uplink.state().tryingSince();
        assertThat(since).isPresent();
        assertThat(uplink.send(spool)).isInstanceOf(Uplink.Stuck.class);
        assertThat(uplink.state().tryingSince()).isEqualTo(since);
        assertThat(uplink.state().inVain(since.orElseThrow().plusSeconds(90))).hasSeconds(90);
        isAway[0] = false;
        assertThat(uplink.send(spool)).isInstanceOf(Uplink.Sent.class);
        assertThat(uplink.state().tryingSince()).isEmpty();
    }

    @Test
    void stationWithAPrincipalOfItsOwnHasAProducerOfItsOwn() {
        reading("a", 1);
        reading("b", 2);
        reading("c", 3);
        Uplink uplink = uplink(Map.of("b", Map.of("client.id", "b")), List.of(), record -> Optional.empty());
        assertThat(uplink.send(spool)).isInstanceOf(Uplink.Sent.class);
        assertThat(made).hasSize(2);
        assertThat(made.get(0).took).containsExactly("a/skycast.readings", "c/skycast.readings");
        assertThat(made.get(1).took).containsExactly("b/skycast.readings");
        assertThat(made.get(1).properties).isEqualTo(Map.of("acks", "all", "client.id", "b"));
        assertThat(spool.depth()).isZero();
    }

    @Test
    void recordOfAPrincipalThatMayNotWriteIsParkedAndTheOthersGoOn() {
        reading("a", 1);
        reading("b", 2);
        Uplink uplink = uplink(
                Map.of(),
                List.of(),
                record -> record.key().equals("a")
                        ? Optional.of(new TopicAuthorizationException("Not authorized to access topics: [r]"))
                        : Optional.empty());
        assertThat(uplink.send(spool)).isInstanceOf(Uplink.Sent.class);
        assertThat(spool.depth()).isZero();
        assertThat(spool.parked()).containsExactly("Not authorized to access topics: [r]");
        assertThat(spool.unpark()).isEqualTo(1);
        assertThat(spool.depth()).isEqualTo(1);
    }

    @Test
    void principalThatMayWriteNothingHoldsUpNoOther() {
        reading("a", 1);
        reading("b", 2);
        Uplink uplink = uplink(
                Map.of("a", Map.of("client.id", "a")),
                List.of(),
                record -> record.key().equals("a")
                        ? Optional.of(new ClusterAuthorizationException("Cluster authorization failed."))
                        : Optional.empty());
        assertThat(uplink.send(spool)).isInstanceOf(Uplink.Sent.class);
        assertThat(spool.depth()).isZero();
        assertThat(spool.parked()).containsExactly("Cluster authorization failed.");
        assertThat(made.get(0).closed()).isTrue();
        assertThat(made.get(1).took).containsExactly("b/skycast.readings");
    }

    @Test
    void producerThatHasFailedForGoodIsReplacedAndNothingIsLost() {
        reading("a", 1);
        Uplink uplink = uplink(
                Map.of(),
                List.of(),
                record -> made.size() == 1
                        ? Optional.of(new OutOfOrderSequenceException("The broker lost count."))
                        : Optional.empty());
        assertThat(uplink.send(spool)).isInstanceOf(Uplink.Stuck.class);
        assertThat(made.get(0).closed()).isTrue();
        assertThat(uplink.state().trouble()).contains("The broker lost count.");
        assertThat(uplink.send(spool)).isInstanceOf(Uplink.Sent.class);
        assertThat(made.get(1).took).containsExactly("a/skycast.readings");
        assertThat(uplink.state().trouble()).isEmpty();
        assertThat(uplink.state().lastAcknowledged()).isPresent();
    }

    @Test
    void brokerThatIsAwayLeavesAllInTheSpool() {
        reading("a", 1);
        Uplink uplink = uplink(Map.of(), List.of(), record -> Optional.of(new TimeoutException("Nobody answers.")));
        assertThat(uplink.send(spool)).isInstanceOf(Uplink.Stuck.class);
        assertThat(spool.depth()).isEqualTo(1);
        assertThat(metrics.counts()).doesNotContainKey("parked");
    }

    @Test
    void stationThatMayNotRegisterItselfSendsAllTheSame() {
        reading("a", 1);
        Uplink uplink = uplink(
                Map.of(),
                List.of(new Station("a", "A", new Site(55, 12, 30))),
                record -> record.topic().equals("skycast.stations")
                        ? Optional.of(new TopicAuthorizationException("Not authorized."))
                        : Optional.empty());
        assertThat(uplink.send(spool)).isInstanceOf(Uplink.Sent.class);
        assertThat(made.get(0).took).containsExactly("a/skycast.readings");
    }

    @Test
    void valueThatKafkaDoesNotKnowIsNamedAtTheStart() {
        Map<String, String> common = Map.of("bootstrap.servers", "nowhere.invalid:9092");
        try (Producers fine = Producers.of(common, Map.of())) {
            assertThat(fine).as("no broker is asked").isNotNull();
        }
        assertThatThrownBy(() -> Producers.of(common, Map.of("a", Map.of("security.protocol", "SSLX"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SSLX")
                .hasMessageContaining("security.protocol");
    }
}
