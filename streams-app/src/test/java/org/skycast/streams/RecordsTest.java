package org.skycast.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.skycast.avro.ModelDeployment;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.QualityFlag;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;
import org.skycast.records.DeploymentRecords;
import org.skycast.records.ObservationRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.StreamsSettings;
import org.skycast.streams.topology.SmileSerde;
import org.skycast.topics.Topics;

/** What is written and read again is what it was, bit for bit. */
class RecordsTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00.123456Z");
    private static final Sky SKY =
            new Sky(T, "e", Embedding.of(new float[] {0.1f, -3e-6f, 65000f}), Optional.of("f"), new Origin("t", 1, 2));

    private static <T> void survives(Class<T> type, T value) {
        Serde<T> serde = SmileSerde.of(type);
        byte[] bytes = serde.serializer().serialize("t", value);
        assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(value);
        assertThat(serde.serializer().serialize("t", serde.deserializer().deserialize("t", bytes)))
                .isEqualTo(bytes);
    }

    @Test
    void stateSurvivesItsStores() {
        survives(Station.class, new Station("a", "Å", new Site(55.123456789, 12, 10)));
        survives(Deployments.class, Deployments.NONE);
        survives(
                Deployments.class,
                Deployments.NONE
                        .with(new Deployment(Role.CHAMPION, "m", "ab", T, Set.of()))
                        .with(new Deployment(Role.SHADOW, "", "", T, Set.of("b", "a", "c"))));
    }

    @Test
    void deploymentsSurviveTheLog() {
        var deployment = new Deployment(Role.SHADOW, "m", "ab", T, Set.of("b", "a", "c"));
        assertThat(DeploymentRecords.toDomain(DeploymentRecords.toAvro(deployment)))
                .isEqualTo(deployment);
        assertThat(DeploymentRecords.toAvro(deployment).getStations()).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> DeploymentRecords.toDomain(new ModelDeployment("JESTER", "m", "ab", T, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JESTER");
    }

    @Test
    void trustedKeysAreReadUnderTheirOwnName() {
        assertThat(NowcastConfig.read("", "nothing", Map.of()).models().trustedKeys())
                .isEmpty();
        assertThat(NowcastConfig.read("{models: {trusted-keys: [a.pem, b.pem]}}", "x", Map.of())
                        .models()
                        .trustedKeys())
                .containsExactly(Path.of("a.pem"), Path.of("b.pem"));
        assertThat(NowcastConfig.read("", "x", Map.of("SKYCAST_STREAMS_MODELS__TRUSTED_KEYS", "c.pem"))
                        .models()
                        .trustedKeys())
                .containsExactly(Path.of("c.pem"));
        assertThatThrownBy(() -> NowcastConfig.read("{models: {trusted-key: [a.pem]}}", "x", Map.of()))
                .hasMessageContaining("did you mean 'trusted-keys'?");
    }

    @Test
    void observationsSurviveTheLog() {
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            var observation = new Observation(
                    "a",
                    new Site(random.nextDouble(), random.nextDouble(), random.nextDouble()),
                    new Slot(T.truncatedTo(java.time.temporal.ChronoUnit.HOURS), Duration.ofMinutes(10)),
                    i,
                    Map.of(
                            Variable.AIR_TEMPERATURE,
                            new Summary(
                                    random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), 3, Set.of()),
                            Variable.WIND_SPEED,
                            new Summary(1 / 3.0, 0, 1, 1, Set.of(QualityFlag.STUCK))),
                    i % 2 == 0 ? Optional.of(SKY) : Optional.empty(),
                    i % 3 == 0 ? Optional.of(T) : Optional.empty(),
                    List.of(new Origin("r", 0, 3), new Origin("r", 0, 5), new Origin("r", 1, 4)));
            assertThat(ObservationRecords.toDomain(ObservationRecords.toAvro(observation)))
                    .isEqualTo(observation);
        }
    }

    @Test
    void defaultsAndKeysOfTheConfigurationAreMapped() {
        NowcastConfig defaults = NowcastConfig.read("", "nothing", Map.of());
        assertThat(defaults.grace()).isEqualTo(Duration.ofMinutes(2));
        assertThat(defaults.model()).isEqualTo(NowcastConfig.Model.bundle);
        NowcastConfig config = NowcastConfig.read(
                "{model: persistence, kafka: {security.protocol: SSL}, silence: PT5M}",
                "x",
                Map.of("SKYCAST_STREAMS_THREADS", "7", "SKYCAST_STREAMS_KAFKA__SSL_KEYSTORE_LOCATION", "k"));
        assertThat(config.model()).isEqualTo(NowcastConfig.Model.persistence);
        assertThat(config.threads()).isEqualTo(7);
        assertThat(config.silence()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.kafka())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("ssl.keystore.location", "k")
                .containsKey("bootstrap.servers");
        assertThatThrownBy(() -> NowcastConfig.read("{partition: 3}", "x", Map.of()))
                .hasMessageContaining("did you mean 'partitions'?");
        assertThatThrownBy(() -> NowcastConfig.read("{threads: 0}", "x", Map.of()))
                .hasMessageContaining("threads must be at least 1.");
    }

    @Test
    void topologyRunsExactlyOnceAndKeepsDeadLetters() {
        var config = NowcastConfig.read("", "nothing", Map.of());
        var properties = StreamsSettings.of(
                config, "", 2, new NowcastMetrics(new io.micrometer.core.instrument.simple.SimpleMeterRegistry()));
        assertThat(properties)
                .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
                .containsEntry(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS)
                .containsEntry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
    }
}
