package org.skycast.streams.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.PublishedBundle;
import org.skycast.schemas.AvroSerdes;
import org.skycast.schemas.RegistryUnavailableException;
import org.skycast.streams.StartupException;
import org.skycast.streams.Topics;
import org.skycast.streams.command.Connection;

/**
 * The topic of bundles. It remembers where each bundle's record stands and reads on from there, so that asking again costs
 * little; of the records' values, which are large, it keeps none. For one thread at a time.
 */
public final class BundleLog implements AutoCloseable {

    private static final int MOST_BYTES = Topics.MODELS.maxBytes();
    private static final int TRIES = 3;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Supplier<Consumer<String, byte[]>> open;
    private final Deserializer<PublishedBundle> values;
    private final Duration patience;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private @Nullable Consumer<String, byte[]> consumer;

    /** Where a bundle's record stands, and when the log took it. */
    record Place(TopicPartition partition, long offset, Instant appendedAt) {}

    /** What stands there: a record, or what is wrong with it. */
    public sealed interface Entry {}

    /** A record that can be read. */
    public record Readable(PublishedBundle bundle) implements Entry {}

    /** A record that cannot, and why, as a sentence. */
    public record Unreadable(String sentence) implements Entry {}

    /** @param clients properties of the Kafka clients and the Avro serdes, by their own names */
    public static BundleLog on(Map<String, ?> clients) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.putIfAbsent("default.api.timeout.ms", 15_000);
        properties.putIfAbsent("request.timeout.ms", 10_000);
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", false);
        properties.put("max.partition.fetch.bytes", MOST_BYTES);
        properties.put("fetch.max.bytes", MOST_BYTES);
        properties.put("max.poll.records", 4);
        // A fetch that waits at the end of the topic would hold up that of a record before it.
        properties.put("fetch.max.wait.ms", 20);
        properties.remove("group.id");
        return new BundleLog(
                () -> new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()),
                AvroSerdes.values(PublishedBundle.class, clients).deserializer(),
                Duration.ofMillis(Long.parseLong(String.valueOf(properties.get("default.api.timeout.ms")))));
    }

    /** @param patience how long to wait for the broker */
    BundleLog(Supplier<Consumer<String, byte[]>> open, Deserializer<PublishedBundle> values, Duration patience) {
        this.open = open;
        this.values = values;
        this.patience = patience;
    }

    /**
     * Where the bundle stands, as of now.
     *
     * @throws BundlesUnavailableException if the broker does not answer
     */
    Optional<Place> place(String manifestSha256) {
        return asking(() -> {
            readOn();
            return Optional.ofNullable(places.get(manifestSha256));
        });
    }

    /**
     * The digests of all bundles' manifests, as of now, the newest first.
     *
     * @throws BundlesUnavailableException if the broker does not answer
     */
    List<String> all() {
        return asking(() -> {
            readOn();
            return places.entrySet().stream()
                    .sorted(Comparator.comparing(
                            (Map.Entry<String, Place> entry) -> entry.getValue().appendedAt(),
                            Comparator.reverseOrder()))
                    .map(Map.Entry::getKey)
                    .toList();
        });
    }

    /**
     * The bundle's record; empty if it is not published.
     *
     * @throws BundlesUnavailableException if the broker or the registry does not answer
     */
    public Optional<Entry> fetch(String manifestSha256) {
        return asking(() -> {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                readOn();
                Place place = places.get(manifestSha256);
                if (place == null) {
                    return Optional.empty();
                }
                ConsumerRecord<String, byte[]> record = at(place);
                // Where a newer record of the same key came in between, compaction may have taken this one.
                if (record.offset() == place.offset() && record.value() != null) {
                    return Optional.of(decode(record));
                }
            }
            throw new TimeoutException("its records change faster than they can be read");
        });
    }

    private interface Question<T> {
        T ask() throws TimeoutException;
    }

    private <T> T asking(Question<T> question) {
        try {
            return question.ask();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | TimeoutException | StartupException e) {
            close();
            throw new BundlesUnavailableException(
                    "The topic %s cannot be read now: %s".formatted(Topics.MODELS.name(), e.getMessage()), e);
        }
    }

    private Consumer<String, byte[]> consumer() {
        if (consumer == null) {
            consumer = open.get();
        }
        return consumer;
    }

    /** Reads from where it stopped to where the topic ends now. */
    private void readOn() throws TimeoutException {
        Consumer<String, byte[]> reading = consumer();
        List<TopicPartition> partitions = Connection.partitions(reading, Topics.MODELS.name());
        Map<TopicPartition, Long> ends = reading.endOffsets(partitions, patience);
        reading.assign(partitions);
        partitions.forEach(partition -> reading.seek(partition, next.getOrDefault(partition, 0L)));
        long deadline = System.nanoTime() + patience.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> reading.position(end.getKey(), patience) < end.getValue())) {
            ConsumerRecords<String, byte[]> records = reading.poll(POLL);
            records.forEach(this::note);
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + patience.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw silent();
            }
        }
        partitions.forEach(partition -> next.put(partition, reading.position(partition, patience)));
    }

    private void note(ConsumerRecord<String, byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        next.put(partition, record.offset() + 1);
        if (record.value() == null) {
            places.remove(record.key());
        } else if (record.key() != null) {
            places.put(record.key(), new Place(partition, record.offset(), Instant.ofEpochMilli(record.timestamp())));
        }
    }

    /** The record at a place or, if it is no more, the one that comes next. */
    private ConsumerRecord<String, byte[]> at(Place place) throws TimeoutException {
        Consumer<String, byte[]> reading = consumer();
        reading.assign(List.of(place.partition()));
        reading.seek(place.partition(), place.offset());
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> record : reading.poll(POLL)) {
                return record;
            }
        }
        throw silent();
    }

    private TimeoutException silent() {
        return new TimeoutException("the broker gave nothing within %s.".formatted(patience));
    }

    private Entry decode(ConsumerRecord<String, byte[]> record) {
        try {
            return new Readable(values.deserialize(record.topic(), record.value()));
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (SerializationException e) {
            return new Unreadable("The record of the bundle %s at %s-%d@%d cannot be read: %s."
                    .formatted(record.key(), record.topic(), record.partition(), record.offset(), e.getMessage()));
        }
    }

    @Override
    public void close() {
        Consumer<String, byte[]> closing = consumer;
        consumer = null;
        if (closing != null) {
            closing.close();
        }
    }
}
