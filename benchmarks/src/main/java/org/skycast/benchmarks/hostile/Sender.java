package org.skycast.benchmarks.hostile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.skycast.benchmarks.hostile.HostileRecord.Packing;
import org.skycast.nowcast.observe.Origin;

/** Sends records in their order, whatever their batches are packed by, and notes where the log has them. */
final class Sender implements AutoCloseable {

    private static final int LARGEST = 400 << 20;

    private final Map<String, String> clients;
    private final Map<Packing, Producer<byte[], byte[]>> producers = new EnumMap<>(Packing.class);

    Sender(Map<String, String> clients) {
        this.clients = clients;
    }

    /**
     * A record in the log.
     *
     * @param bytes of key and value
     */
    record Sent(String kind, Fate fate, Origin at, long bytes) {}

    /** Sends some; returns once the broker has them all. */
    List<Sent> send(List<HostileRecord> records) throws InterruptedException {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        Packing before = Packing.none;
        for (HostileRecord record : records) {
            if (record.packing() != before) {
                producer(before).flush();
                before = record.packing();
            }
            var sent = new ProducerRecord<>(record.topic(), record.key(), record.value());
            record.headers().forEach((name, value) -> sent.headers().add(name, value));
            answers.add(producer(record.packing()).send(sent));
        }
        producer(before).flush();
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            sent.add(sent(records.get(i), answers.get(i)));
        }
        return sent;
    }

    private static Sent sent(HostileRecord record, Future<RecordMetadata> answer) throws InterruptedException {
        try {
            RecordMetadata at = answer.get();
            long bytes = Math.max(0, at.serializedKeySize()) + (long) Math.max(0, at.serializedValueSize());
            return new Sent(record.kind(), record.fate(), new Origin(at.topic(), at.partition(), at.offset()), bytes);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The broker took no '%s' for %s: %s".formatted(record.kind(), record.topic(), e.getMessage()), e);
        }
    }

    private Producer<byte[], byte[]> producer(Packing packing) {
        return producers.computeIfAbsent(packing, how -> {
            Map<String, Object> settings = new HashMap<>(clients);
            settings.put("compression.type", how.name());
            settings.put("max.request.size", LARGEST);
            settings.put("buffer.memory", 2L * LARGEST);
            settings.put("linger.ms", 0);
            return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        });
    }

    @Override
    public void close() {
        producers.values().forEach(Producer::close);
    }
}
