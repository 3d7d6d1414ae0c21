package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.streams.metrics.NowcastMetrics;

class StreamsSettingsTest {

    private static Properties settings(String yaml) {
        NowcastConfig config = NowcastConfig.read(yaml, "of the test", Map.of());
        return StreamsSettings.of(config, "", 1, new NowcastMetrics(new SimpleMeterRegistry()));
    }

    /** Else a record that takes long, and less than it may, has its transaction aborted each time. */
    @ParameterizedTest
    @CsvSource({"PT2M, 240000", "PT0.5S, 10000", "PT10M, 900000"})
    void transactionStaysOpenForAsLongAsARecordMayTake(String longest, int millis) {
        assertThat(settings("oneRecord: { longest: %s }".formatted(longest)))
                .containsEntry("producer.transaction.timeout.ms", millis);
    }

    @Test
    void partitionsOfALostProcessStandStillForTenSecondsUnlessToldOtherwise() {
        assertThat(settings("{}"))
                .containsEntry("session.timeout.ms", 10_000)
                .containsEntry("heartbeat.interval.ms", 2_500)
                .doesNotContainKey("group.instance.id");
        assertThat(settings("kafka: { session.timeout.ms: 45000 }")).containsEntry("session.timeout.ms", "45000");
        assertThat(settings("groupInstance: skycast-0")).containsEntry("group.instance.id", "skycast-0");
        assertThatThrownBy(() -> settings("groupInstance: 'a b'"))
                .hasMessageContaining("groupInstance is a name of letters, digits");
    }

    /** Kafka Streams looks at whether it is to stop once all that it polled is done. */
    @Test
    void aStopWaitsForAHundredRecordsAtMost() {
        var streams = new StreamsConfig(settings("{}"));
        assertThat(streams.getMainConsumerConfigs("skycast", "skycast-1", 0)).containsEntry("max.poll.records", 100);
        assertThat(streams.getRestoreConsumerConfigs("skycast-1")).containsEntry("max.poll.records", 1000);
        assertThat(new StreamsConfig(settings("kafka: { max.poll.records: 500 }"))
                        .getMainConsumerConfigs("skycast", "skycast-1", 0))
                .containsEntry("max.poll.records", "500");
    }

    @Test
    void noBrokerIsGivenMetricsThatAskStoresWhichMayBeClosing() {
        assertThat(settings("{}")).containsEntry("enable.metrics.push", false);
        assertThat(settings("kafka: { enable.metrics.push: true }")).containsEntry("enable.metrics.push", "true");
    }

    /** A forecast packed alone takes half as much again of a broker's disk (the benchmarks print it). */
    @Test
    void whatIsWrittenIsPackedTogetherUnlessToldOtherwise() {
        assertThat(settings("{}"))
                .containsEntry("compression.type", "zstd")
                .containsEntry("compression.zstd.level", 1)
                .containsEntry("batch.size", 256 << 10);
        assertThat(settings("kafka: { compression.type: lz4, batch.size: 1000 }"))
                .containsEntry("compression.type", "lz4")
                .containsEntry("batch.size", "1000");
        assertThat(settings("kafka: { compression.zstd.level: 3 }")).containsEntry("compression.zstd.level", "3");
    }

    /** As Kafka Streams itself reads them: what is said of copies and racks reaches it and its consumers. */
    @Test
    void standbysAndRacksAreKafkaStreamsOwn() {
        var streams = new StreamsConfig(settings("""
                kafka:
                  num.standby.replicas: 1
                  acceptable.recovery.lag: 1000
                  client.tag.zone: a
                  rack.aware.assignment.tags: zone
                  client.rack: a
                """));
        assertThat(streams.getInt("num.standby.replicas")).isEqualTo(1);
        assertThat(streams.getLong("acceptable.recovery.lag")).isEqualTo(1_000);
        assertThat(streams.getClientTags()).containsExactly(Map.entry("zone", "a"));
        assertThat(streams.getList("rack.aware.assignment.tags")).containsExactly("zone");
        assertThat(streams.getMainConsumerConfigs("skycast", "skycast-1", 0)).containsEntry("client.rack", "a");
        assertThat(streams.getRestoreConsumerConfigs("skycast-1")).containsEntry("client.rack", "a");
        assertThat(new StreamsConfig(settings("{}")).getInt("num.standby.replicas"))
                .isZero();
    }
}
