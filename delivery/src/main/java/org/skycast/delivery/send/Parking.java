package org.skycast.delivery.send;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.skycast.avro.Alert;
import org.skycast.delivery.outbox.Undelivered;
import org.skycast.topics.Topics;

/** Where messages go that a receiver will not be told; which and why stands in their headers. */
final class Parking implements AutoCloseable {

    /** The header with the sink's name. */
    static final String SINK = "skycast-sink";

    /** The header with the reason, a sentence. */
    static final String REASON = "skycast-reason";

    private final Producer<String, Alert> producer;

    Parking(Producer<String, Alert> producer) {
        this.producer = producer;
    }

    /** @throws KafkaException if the broker does not take them: then they are not done with */
    void park(String sink, List<Undelivered> all) {
        for (Undelivered one : all) {
            var record = new ProducerRecord<>(
                    Topics.UNDELIVERED_ALERTS.name(), one.alert().getStationId(), one.alert());
            record.headers().add(SINK, sink.getBytes(StandardCharsets.UTF_8));
            record.headers().add(REASON, one.reason().getBytes(StandardCharsets.UTF_8));
            try {
                producer.send(record).get();
            } catch (ExecutionException e) {
                throw new KafkaException("A message could not be parked: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("A message could not be parked: the sender is to stop.", e);
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
