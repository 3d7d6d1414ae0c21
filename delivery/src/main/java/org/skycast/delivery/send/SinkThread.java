package org.skycast.delivery.send;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.avro.Alert;
import org.skycast.avro.Site;
import org.skycast.delivery.outbox.Outbox;
import org.skycast.delivery.outbox.RetryDelay;
import org.skycast.delivery.sink.Sink;
import org.skycast.delivery.sink.SinkSettings;
import org.skycast.delivery.sink.Sinks;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of a receiver: where the broker fails it, it begins anew from what was committed. */
final class SinkThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SinkThread.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final long ANEW_SECONDS = 10;
    private static final long CLOSE_MILLIS = 15_000;

    private final SenderConfig config;
    private final String name;
    private final SinkSettings settings;
    private final SinkMetrics metrics;
    private final InstantSource clock;
    private final Map<String, Object> clients;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<Instant> lastStep;
    private final Thread thread;
    private final Sink sink;
    private Map<String, Site> sites = Map.of();

    SinkThread(SenderConfig config, String name, SinkSettings settings, SinkMetrics metrics, InstantSource clock) {
        this.config = config;
        this.name = name;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        this.clients = new HashMap<>(config.kafka());
        this.lastStep = new AtomicReference<>(clock.instant());
        this.sink = Sinks.of(settings, config.source(), this::site);
        this.thread = new Thread(this::run, "sink-" + name);
    }

    private Optional<Site> site(String station) {
        return Optional.ofNullable(sites.get(station));
    }

    void start() {
        thread.start();
    }

    String sink() {
        return name;
    }

    Instant lastStep() {
        return Objects.requireNonNull(lastStep.get());
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                send();
            } catch (RuntimeException e) {
                LOG.error("The sink {} begins anew in {} s: {}", name, ANEW_SECONDS, e.getMessage());
                pause();
            }
        }
    }

    private void send() {
        var chance = new Random(name.hashCode());
        var outbox = new Outbox(new RetryDelay(FIRST, MOST, chance), sink.gathering());
        Holding holding = known();
        try (var parking = new Parking(new KafkaProducer<>(
                        clients,
                        new StringSerializer(),
                        AvroSerdes.values(Alert.class, clients).serializer()));
                var feed = new AlertFeed(consumer(), values(Topics.ALERTS), outbox)) {
            var parts = new SinkLoop.Parts(sink, outbox, feed, parking, holding, metrics);
            var loop = new SinkLoop(name, settings, parts, clock);
            while (stopping.getCount() > 0) {
                loop.step();
                lastStep.set(clock.instant());
            }
        }
    }

    /** What holds by the log, and where stations stand; both are asked once at a beginning. */
    private Holding known() {
        var holding = new Holding();
        Map<String, Site> standing = new HashMap<>();
        try (LogReader reader = LogReader.on(clients)) {
            reader.forEach(Topics.ACTIVE_ALERTS.name(), values(Topics.ACTIVE_ALERTS), entry -> {
                if (settings.wants(entry.value())) {
                    holding.keep(entry.value());
                }
            });
            reader.forEach(
                    Topics.STATIONS.name(),
                    LogValues.of(Topics.STATIONS, clients, Unreadable.IS_PASSED_OVER),
                    entry -> standing.put(entry.key(), entry.value().getSite()));
        }
        sites = standing;
        return holding;
    }

    private LogValues<Alert> values(Topic<Alert> topic) {
        return LogValues.of(topic, clients, Unreadable.IS_PASSED_OVER);
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.group(name));
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void pause() {
        try {
            if (stopping.await(ANEW_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("The sink {} stops.", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    /** Waits for the step that runs. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sink.close();
    }
}
