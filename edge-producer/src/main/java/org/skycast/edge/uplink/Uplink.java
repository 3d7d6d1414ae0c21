package org.skycast.edge.uplink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Site;
import org.skycast.edge.EdgeMetrics;
import org.skycast.edge.spool.Spool;
import org.skycast.nowcast.station.Station;
import org.skycast.schemas.AvroSerdes;
import org.skycast.schemas.RegistryRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the spool, in its order, and trims what the broker has acknowledged. What the broker will never
 * take (too large, not allowed, not to be serialized) is parked with its reason and the rest goes on; whatever may succeed
 * later stays in the spool.
 */
public final class Uplink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
    private static final int BATCH = 2000;
    private static final String STATIONS = "skycast.stations";

    private final Producer<String, SpecificRecord> producer;
    private final EdgeMetrics metrics;
    private final List<Station> unregistered;
    private boolean complained;

    public Uplink(Producer<String, SpecificRecord> producer, Collection<Station> stations, EdgeMetrics metrics) {
        this.producer = producer;
        this.metrics = metrics;
        this.unregistered = new ArrayList<>(stations);
    }

    /** An idempotent producer with these properties, which go to it as they are. */
    public static Producer<String, SpecificRecord> producer(Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A frame of 2 MiB and its record; and a broker that is away is waited for here, not forgotten.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        properties.put("max.retries", 1);
        properties.putAll(kafka);
        return new KafkaProducer<>(properties, new StringSerializer(), AvroSerdes.anyValues(kafka));
    }

    /** What became of a record: its id, and why it failed, or null where it did not. */
    private record Fate(long id, @Nullable RuntimeException failure) {
        boolean isFinal() {
            return failure instanceof RecordTooLargeException
                    || failure instanceof AuthorizationException
                    || failure instanceof InvalidTopicException
                    // A schema that is not registered yet may be.
                    || (failure instanceof SerializationException
                            && !(failure instanceof RegistryRefusal)
                            && !(failure.getCause() instanceof RegistryRefusal));
        }
    }

    /**
     * Sends all that waits in {@code spool} and waits until the broker has answered for each.
     *
     * @return whether nothing is left that may succeed later
     */
    public boolean drain(Spool spool) {
        try {
            register();
            for (List<Spool.Waiting> batch = spool.waitingAfter(0, BATCH);
                    !batch.isEmpty();
                    batch = spool.waitingAfter(0, BATCH)) {
                if (!send(spool, batch)) {
                    return false;
                }
            }
            complained = false;
            return true;
        } catch (KafkaException e) {
            complain(e);
            return false;
        }
    }

    private void register() {
        while (!unregistered.isEmpty()) {
            Station station = unregistered.get(0);
            var site = station.site();
            var record = new org.skycast.avro.Station(
                    station.id(), station.name(), new Site(site.latitude(), site.longitude(), site.altitude()));
            Queue<Fate> fates = new ConcurrentLinkedQueue<>();
            send(STATIONS, station.id(), record, -1, fates);
            producer.flush();
            for (Fate fate : fates) {
                if (fate.failure() != null) {
                    throw fate.failure();
                }
            }
            unregistered.remove(0);
        }
    }

    private boolean send(Spool spool, List<Spool.Waiting> batch) {
        Queue<Fate> fates = new ConcurrentLinkedQueue<>();
        KafkaException stopped = null;
        for (Spool.Waiting waiting : batch) {
            try {
                send(waiting.topic(), waiting.key(), waiting.value(), waiting.id(), fates);
            } catch (SerializationException e) {
                fates.add(new Fate(waiting.id(), e));
            } catch (KafkaException e) {
                stopped = e;
                break;
            }
        }
        producer.flush();
        List<Long> acknowledged = new ArrayList<>();
        for (Fate fate : fates) {
            if (fate.failure() == null) {
                acknowledged.add(fate.id());
            } else if (fate.isFinal()) {
                LOG.warn(
                        "Record {} is parked in the spool: {}",
                        fate.id(),
                        fate.failure().getMessage());
                spool.park(fate.id(), String.valueOf(fate.failure().getMessage()));
                metrics.parked();
            } else {
                stopped = new KafkaException(fate.failure());
            }
        }
        spool.trim(acknowledged);
        metrics.acknowledged(acknowledged.size());
        if (stopped != null) {
            complain(stopped);
        }
        return stopped == null;
    }

    private void send(String topic, String key, SpecificRecord value, long id, Queue<Fate> fates) {
        producer.send(
                new ProducerRecord<>(topic, key, value),
                (metadata, failure) -> fates.add(new Fate(
                        id,
                        failure == null
                                ? null
                                : failure instanceof RuntimeException runtime
                                        ? runtime
                                        : new KafkaException(failure))));
    }

    private void complain(KafkaException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        metrics.uplinkWaits(String.valueOf(cause.getMessage()));
        if (!complained) {
            LOG.warn("The uplink waits, and the spool keeps what is taken: {}", cause.getMessage());
            complained = true;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
