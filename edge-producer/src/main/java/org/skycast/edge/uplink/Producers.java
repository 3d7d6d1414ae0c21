package org.skycast.edge.uplink;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.uplink.RecordProof.Unproven;
import org.skycast.schemas.AvroSerdes;
import org.skycast.settings.SettingsException;

/**
 * Producers, one for each set of properties: stations with properties of their own, such as a principal, have one of their
 * own. A producer that has failed for good is replaced. Used from one thread, but for {@link #close}.
 */
public final class Producers implements AutoCloseable {

    private final Function<Map<String, String>, Producer<String, SpecificRecord>> maker;
    private final Map<String, String> common;
    private final Map<String, Map<String, String>> ofStations;
    private final Map<Map<String, String>, Producer<String, SpecificRecord>> open = new LinkedHashMap<>();
    private final Optional<TopicLook> look;
    private final Optional<RecordProof> proof;
    private final Map<Map<String, String>, ProvingSerializer> serializers = new HashMap<>();
    private boolean closed;

    Producers(
            Function<Map<String, String>, Producer<String, SpecificRecord>> maker,
            Map<String, String> common,
            Map<String, Map<String, String>> ofStations) {
        this(maker, common, ofStations, Optional.empty(), Optional.empty());
    }

    private Producers(
            Function<Map<String, String>, Producer<String, SpecificRecord>> maker,
            Map<String, String> common,
            Map<String, Map<String, String>> ofStations,
            Optional<TopicLook> look,
            Optional<RecordProof> proof) {
        this.maker = maker;
        this.look = look;
        this.proof = proof;
        this.common = Map.copyOf(common);
        this.ofStations = Map.copyOf(ofStations);
    }

    /**
     * Idempotent producers.
     *
     * @param common properties of all, by Kafka's names
     * @param ofStations what is different, by station
     * @throws SettingsException if a property has a value that Kafka does not know; whether brokers answer is not asked
     */
    public static Producers of(Map<String, String> common, Map<String, Map<String, String>> ofStations) {
        return of(common, ofStations, Optional.empty());
    }

    /** As {@link #of(Map, Map)}; what is sent shows whose it is, if there is what proves it. */
    public static Producers of(
            Map<String, String> common, Map<String, Map<String, String>> ofStations, Optional<RecordProof> proof) {
        var producers = new Producers(Producers::idempotent, common, ofStations, Optional.of(new TopicLook()), proof);
        check(properties(common));
        ofStations.keySet().forEach(station -> check(properties(producers.properties(station))));
        return producers;
    }

    private static void check(Map<String, Object> properties) {
        try {
            Map<String, Object> whole = new HashMap<>(properties);
            whole.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
            whole.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
            var unused = new ProducerConfig(whole);
        } catch (ConfigException e) {
            throw new SettingsException(
                    "The settings under kafka: cannot be used: %s; correct them, by Kafka's own names."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** One that is there already. */
    public static Producers of(Producer<String, SpecificRecord> producer) {
        return new Producers(properties -> producer, Map.of(), Map.of());
    }

    /** An idempotent producer with these properties, which go to it as they are. */
    public static Producer<String, SpecificRecord> idempotent(Map<String, String> kafka) {
        return new KafkaProducer<>(properties(kafka), new StringSerializer(), AvroSerdes.anyValues(kafka));
    }

    /** What a producer is told: these, and what the settings say beside or in place of them. */
    static Map<String, Object> properties(Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // With more, a broker that is about to lead a partition may refuse the first batch and take the second; it then
        // refuses the first as out of order for the two minutes that it may be tried again.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // A frame of 2 MiB and its record; of the memory, a small computer has little.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        // A topic that is not written to is not asked for again, so that none is made that somebody has deleted.
        properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, 30_000);
        properties.put("max.retries", 1);
        properties.putAll(kafka);
        return properties;
    }

    /** The one that sends for {@code station}. */
    synchronized Producer<String, SpecificRecord> of(String station) {
        if (closed) {
            throw new org.apache.kafka.common.errors.InterruptException("The uplink closes.");
        }
        Map<String, String> properties = properties(station);
        return open.computeIfAbsent(properties, proof.isEmpty() ? maker : this::proving);
    }

    private Producer<String, SpecificRecord> proving(Map<String, String> kafka) {
        return new KafkaProducer<>(properties(kafka), new StringSerializer(), serializer(kafka, proof.orElseThrow()));
    }

    /** One for each set of properties, as producers are, for the registry may be another. */
    private ProvingSerializer serializer(Map<String, String> kafka, RecordProof proves) {
        return serializers.computeIfAbsent(kafka, keys -> new ProvingSerializer(AvroSerdes.anyValues(keys), proves));
    }

    /**
     * Prepares the proofs of what is about to be sent, where what is sent carries any.
     *
     * @param behind what follows it, if anything does
     */
    void prove(List<Spool.Waiting> batch, Supplier<List<Spool.Waiting>> behind) {
        proof.ifPresent(proves -> proves.prepare(toProve(proves, batch), () -> toProve(proves, behind.get())));
    }

    private List<Unproven> toProve(RecordProof proves, List<Spool.Waiting> batch) {
        return batch.stream()
                .map(waiting -> serializer(properties(waiting.key()), proves).toProve(waiting.topic(), waiting.value()))
                .toList();
    }

    /**
     * Returns where a topic is there to be written to; asks for it without having it made.
     *
     * @throws org.apache.kafka.common.KafkaException if it is not there, or nobody answers
     */
    void require(String station, String topic) {
        look.ifPresent(known -> known.require(properties(station), topic));
    }

    private Map<String, String> properties(String station) {
        Map<String, String> properties = new HashMap<>(common);
        properties.putAll(ofStations.getOrDefault(station, Map.of()));
        return properties;
    }

    /** Waits until all that was sent has been answered. */
    void flush() {
        Set<Producer<String, SpecificRecord>> all;
        synchronized (this) {
            all = new LinkedHashSet<>(open.values());
        }
        all.forEach(Producer::flush);
    }

    /** Puts a new producer in the place of one that has failed for good. */
    synchronized void replace(String station) {
        var failed = open.remove(properties(station));
        if (failed != null) {
            serializers.remove(properties(station));
            failed.close(Duration.ZERO);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        look.ifPresent(TopicLook::close);
        open.values().forEach(producer -> producer.close(Duration.ofSeconds(2)));
        open.clear();
    }
}
