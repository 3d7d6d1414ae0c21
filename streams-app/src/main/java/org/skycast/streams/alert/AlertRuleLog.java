package org.skycast.streams.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.avro.AlertRule;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.records.AlertRuleRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogException;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/** The topic of alert rules. Every partition holds a copy of each revision, under the same key. */
public final class AlertRuleLog {

    /** One for all: the broker then lets one writer through at a time, so all partitions have the same order. */
    private static final String TRANSACTIONAL_ID = "skycast-alert-rules";

    private final Map<String, ?> clients;

    /** @param clients properties of the Kafka clients and the Avro serdes, by their own names */
    public AlertRuleLog(Map<String, ?> clients) {
        this.clients = clients;
    }

    /**
     * The rules in the log; one that only a later version knows is nobody's here.
     *
     * @throws LogException if the broker or the registry does not answer
     */
    public AlertBook read() {
        AlertBook[] book = {AlertBook.EMPTY};
        var values = LogValues.of(Topics.ALERT_RULES, clients, Unreadable.IS_PASSED_OVER)
                .as(AlertRuleRecords::toDomain);
        try (var reader = LogReader.on(clients)) {
            reader.forEach(Topics.ALERT_RULES.name(), values, entry -> book[0] = book[0].with(entry.value()));
        }
        return book[0];
    }

    private void requireNew(List<org.skycast.nowcast.alert.AlertRule> rules) {
        AlertBook now = read();
        for (org.skycast.nowcast.alert.AlertRule rule : rules) {
            if (now.revision(rule.id(), rule.revision()).isPresent()) {
                throw new LogException(
                        "Somebody else wrote %s meanwhile; look at 'skycast alerts rules list' and try again."
                                .formatted(rule.key()));
            }
        }
    }

    /**
     * Writes rules to all partitions, or none to any.
     *
     * @throws LogException if the broker does not take them, or one of these revisions is there already
     */
    public void write(List<org.skycast.nowcast.alert.AlertRule> rules) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("transactional.id", TRANSACTIONAL_ID);
        properties.put("max.block.ms", 15_000);
        try (Producer<String, AlertRule> producer = new KafkaProducer<>(
                properties,
                new StringSerializer(),
                AvroSerdes.values(AlertRule.class, clients).serializer())) {
            producer.initTransactions();
            // Whoever wrote before has ended by now.
            requireNew(rules);
            producer.beginTransaction();
            for (org.skycast.nowcast.alert.AlertRule rule : rules) {
                AlertRule record = AlertRuleRecords.toAvro(rule);
                for (PartitionInfo partition : producer.partitionsFor(Topics.ALERT_RULES.name())) {
                    producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), rule.key(), record));
                }
            }
            producer.commitTransaction();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new LogException(
                    "The rules could not be written to %s: %s; look at 'skycast alerts rules list' and try again."
                            .formatted(Topics.ALERT_RULES.name(), e.getMessage()),
                    e);
        }
    }
}
