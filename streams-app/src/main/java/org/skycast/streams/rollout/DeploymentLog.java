package org.skycast.streams.rollout;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.avro.ModelDeployment;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.records.DeploymentRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/** The topic of deployments. Every partition holds a copy of each, under the same key. */
public final class DeploymentLog {

    /** One for all: the broker then lets one writer through at a time, so all partitions have the same order. */
    private static final String TRANSACTIONAL_ID = "skycast-deployments";

    private final Map<String, ?> clients;

    /** @param clients properties of the Kafka clients and the Avro serdes, by their own names */
    public DeploymentLog(Map<String, ?> clients) {
        this.clients = clients;
    }

    /**
     * The deployments in the log, in its order.
     *
     * @throws org.skycast.streams.log.LogException if the broker or the registry does not answer
     */
    public Deployments read() {
        Map<String, Deployment> byKey = new LinkedHashMap<>();
        // A role that only a later version knows is nobody's here.
        var values = LogValues.of(Topics.DEPLOYMENTS, clients, Unreadable.IS_PASSED_OVER)
                .as(DeploymentRecords::toDomain);
        try (var reader = LogReader.on(clients)) {
            reader.forEach(Topics.DEPLOYMENTS.name(), values, entry -> byKey.putIfAbsent(entry.key(), entry.value()));
        }
        Deployments deployments = Deployments.NONE;
        for (Deployment deployment : byKey.values()) {
            deployments = deployments.with(deployment);
        }
        return deployments;
    }

    /**
     * Writes a deployment to all partitions, or to none.
     *
     * @throws RolloutException if the broker does not take it
     */
    public void write(Deployment deployment) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("transactional.id", TRANSACTIONAL_ID);
        properties.put("max.block.ms", 15_000);
        ModelDeployment record = DeploymentRecords.toAvro(deployment);
        String key = UUID.randomUUID().toString();
        try (Producer<String, ModelDeployment> producer = new KafkaProducer<>(
                properties,
                new StringSerializer(),
                AvroSerdes.values(ModelDeployment.class, clients).serializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (PartitionInfo partition : producer.partitionsFor(Topics.DEPLOYMENTS.name())) {
                producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), key, record));
            }
            producer.commitTransaction();
        } catch (ProducerFencedException e) {
            throw new RolloutException(
                    "Somebody else wrote a deployment at the same time, so this one was not written; look at"
                            + " 'skycast models list' and try again.",
                    e);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new RolloutException(
                    "The deployment could not be written to %s: %s"
                            .formatted(Topics.DEPLOYMENTS.name(), e.getMessage()),
                    e);
        }
    }
}
