package org.skycast.streams.guard;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** The Kafka clients of a stage; the consumers of its threads are {@linkplain GuardedConsumer guarded}. */
public class GuardedClients implements KafkaClientSupplier {

    private final StageGuard guard;

    public GuardedClients(StageGuard guard) {
        this.guard = guard;
    }

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public final Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        int atOnce = guard.atOnce(atOnce(settings));
        Map<String, Object> bounded = new HashMap<>(settings);
        bounded.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, atOnce);
        Map<String, Object> alone = alone(settings);
        Map<String, Object> uncommitted = new HashMap<>(alone);
        uncommitted.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        Map<String, Object> single = new HashMap<>(alone);
        single.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // A batch at a time: a consumer whose poll fails stays before what it has gone past in it, such as a
        // transaction's marker,
        // and the record that fails would be told by the marker's offset.
        single.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        single.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1);
        var ends = new KnownEnds(() -> open(uncommitted));
        var budget = PollBudget.ofHeap(Runtime.getRuntime().maxMemory());
        return GuardedConsumer.around(
                main(bounded, budget), budget, atOnce, ends, new FetchProbe(() -> open(single)), guard);
    }

    /** How many records a poll gives by the settings. */
    private static int atOnce(Map<String, Object> settings) {
        Object set = settings.get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
        return set == null ? ConsumerConfig.DEFAULT_MAX_POLL_RECORDS : Integer.parseInt(set.toString());
    }

    /** The consumer that fetches for a thread, and ends each poll at its budget. */
    protected Consumer<byte[], byte[]> main(Map<String, Object> settings, PollBudget budget) {
        return new KafkaConsumer<>(settings, budget.keys(), budget.values());
    }

    /** The same settings for a consumer without a group. */
    private static Map<String, Object> alone(Map<String, Object> settings) {
        Map<String, Object> alone = new HashMap<>(settings);
        alone.keySet().removeIf(name -> !ConsumerConfig.configNames().contains(name));
        alone.keySet()
                .removeAll(java.util.Set.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG));
        alone.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return alone;
    }

    private static Consumer<byte[], byte[]> open(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return open(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return open(settings);
    }
}
