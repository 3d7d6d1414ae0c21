package org.skycast.benchmarks.flink;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.skycast.topics.Topics;

/**
 * Sends each record to its own topic, by one producer, and so in one transaction. It says which topics there are: transactions
 * whose names are used again are looked for there.
 */
final class WireRecords implements KafkaRecordSerializationSchema<WireRecord>, KafkaDatasetFacetProvider {

    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(WireRecord record, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(record.topic(), record.key().getBytes(StandardCharsets.UTF_8), record.value());
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        List<String> topics = List.of(
                Topics.OBSERVATIONS.name(), Topics.FORECASTS.name(), Topics.LEARNED.name(), Topics.REJECTED.name());
        return Optional.of(new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics)));
    }
}
