package org.skycast.dashboard.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.skycast.dashboard.project.Projection;
import org.skycast.dashboard.project.StoreChange;
import org.skycast.dashboard.store.Positions;
import org.skycast.dashboard.store.Store;
import org.skycast.dashboard.store.StoreException;
import org.skycast.streams.log.LogClients;
import org.skycast.streams.log.LogException;
import org.skycast.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics on a thread of its own, from where the store was left, without a group: what is committed, in no one's name. A broker
 * that is away is asked again, for as long as it takes.
 */
public final class TopicFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LAGS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_FORGETTING = Duration.ofMinutes(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How far back a topic is read that was never read before; those that are not named, from their beginning. */
    private static final Map<String, Duration> BEGINNINGS = Map.of(
            Topics.OBSERVATIONS.name(), Duration.ofHours(49),
            Topics.FORECASTS.name(), Duration.ofHours(49),
            Topics.SHADOW_FORECASTS.name(), Duration.ofHours(1),
            Topics.EDGE_FORECASTS.name(), Duration.ofHours(1),
            Topics.STATION_STATUS.name(), Duration.ofHours(48),
            Topics.SCORES.name(), Duration.ofDays(30),
            Topics.OPERATOR_ALERTS.name(), Duration.ofDays(30),
            Topics.ALERTS.name(), Duration.ofDays(30));

    private final Map<String, ?> clients;
    private final Store store;
    private final Projection projection;
    private final Consumer<Set<StoreChange>> news;
    private final InstantSource clock;
    private final Thread thread;
    private final Set<String> forbidden = new HashSet<>();
    private final Map<TopicPartition, Long> begun = new HashMap<>();
    private volatile boolean closed;
    private volatile FeedState state = FeedState.NOTHING;
    private volatile Optional<KafkaConsumer<String, byte[]>> open = Optional.empty();

    /**
     * @param clients properties of the Kafka clients, by their own names
     * @param news is told what is new once it is in the store
     */
    public TopicFeed(
            Map<String, ?> clients,
            Store store,
            Projection projection,
            Consumer<Set<StoreChange>> news,
            InstantSource clock) {
        this.clients = new HashMap<>(clients);
        this.store = store;
        this.projection = projection;
        this.news = news;
        this.clock = clock;
        this.thread = new Thread(this::run, "dashboard-feed");
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** How reading stands. */
    public FeedState state() {
        return state;
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> consumer = new LogClients(clients).open()) {
                open = Optional.of(consumer);
                forbidden.clear();
                follow(consumer);
            } catch (WakeupException | InterruptException e) {
                // Closed; or the loop's head says so.
                continue;
            } catch (KafkaException | LogException | StoreException e) {
                fail(e);
            } finally {
                open = Optional.empty();
            }
        }
    }

    private void fail(RuntimeException failure) {
        String sentence = String.valueOf(failure.getMessage());
        if (!state.fault().equals(Optional.of(sentence))) {
            LOG.warn("Nothing is read for now: {}", sentence);
        }
        state = new FeedState(state.heard(), state.caughtUp(), state.lags(), Optional.of(sentence));
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        Instant looked = Instant.MIN;
        Instant asked = Instant.MIN;
        Instant forgot = Instant.MIN;
        while (!closed) {
            Instant now = clock.instant();
            if (looked.plus(BETWEEN_LOOKS).isBefore(now)) {
                assign(consumer);
                looked = now;
            }
            take(consumer);
            if (asked.plus(BETWEEN_LAGS).isBefore(now)) {
                look(consumer);
                asked = now;
            }
            if (forgot.plus(BETWEEN_FORGETTING).isBefore(now)) {
                projection.forget(now);
                forgot = now;
            }
        }
    }

    private void take(KafkaConsumer<String, byte[]> consumer) {
        if (consumer.assignment().isEmpty()) {
            consumer.listTopics(PATIENCE);
            return;
        }
        try {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                List<ConsumerRecord<String, byte[]>> all = new ArrayList<>(records.count());
                records.forEach(all::add);
                Map<TopicPartition, Long> next = new HashMap<>();
                records.nextOffsets().forEach((at, offset) -> next.put(at, offset.offset()));
                Set<StoreChange> changes = projection.take(all, next);
                if (!changes.isEmpty()) {
                    news.accept(changes);
                }
            }
        } catch (TopicAuthorizationException e) {
            // One that may not be read must not keep the others from it.
            LOG.warn("There is no right to read {}; it is left out.", e.unauthorizedTopics());
            forbidden.addAll(e.unauthorizedTopics());
            assign(consumer);
        } catch (OffsetOutOfRangeException e) {
            // The log has let go of what was to be read next.
            consumer.seekToBeginning(e.partitions());
        }
    }

    /** Partitions that are there now and were not before; what is no longer there is let go of. */
    private void assign(KafkaConsumer<String, byte[]> consumer) {
        Map<String, List<PartitionInfo>> there = consumer.listTopics(PATIENCE);
        Set<TopicPartition> wanted = new HashSet<>();
        for (String topic : projection.topics()) {
            if (forbidden.contains(topic)) {
                continue;
            }
            there.getOrDefault(topic, List.of()).forEach(one -> wanted.add(new TopicPartition(topic, one.partition())));
        }
        if (wanted.equals(consumer.assignment())) {
            return;
        }
        Map<TopicPartition, Long> at = new HashMap<>();
        consumer.assignment().stream().filter(wanted::contains).forEach(one -> at.put(one, consumer.position(one)));
        store.read(Positions::of).forEach((one, next) -> at.putIfAbsent(one, next));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(wanted, PATIENCE);
        Map<TopicPartition, Long> since = since(consumer, wanted, at.keySet());
        consumer.assign(wanted);
        for (TopicPartition one : wanted) {
            long first = at.getOrDefault(one, since.getOrDefault(one, begins.getOrDefault(one, 0L)));
            begun.putIfAbsent(one, first);
            consumer.seek(one, first);
        }
    }

    private Map<TopicPartition, Long> since(
            KafkaConsumer<String, byte[]> consumer, Set<TopicPartition> wanted, Set<TopicPartition> known) {
        Map<TopicPartition, Long> times = new HashMap<>();
        for (TopicPartition one : wanted) {
            Duration back = BEGINNINGS.get(one.topic());
            if (back != null && !known.contains(one)) {
                times.put(one, clock.instant().minus(back).toEpochMilli());
            }
        }
        if (times.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet(), PATIENCE);
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, PATIENCE);
        Map<TopicPartition, Long> since = new HashMap<>();
        times.keySet().forEach(one -> {
            OffsetAndTimestamp first = found.get(one);
            since.put(one, first == null ? ends.getOrDefault(one, 0L) : first.offset());
        });
        return since;
    }

    private void look(KafkaConsumer<String, byte[]> consumer) {
        Set<TopicPartition> assigned = consumer.assignment();
        Map<TopicPartition, Long> ends = consumer.endOffsets(assigned, PATIENCE);
        Map<String, Lag> lags = new TreeMap<>();
        projection.topics().forEach(topic -> lags.put(topic, Lag.NOT_THERE));
        for (TopicPartition one : assigned) {
            long position = consumer.position(one, PATIENCE);
            long behind = Math.max(0, ends.getOrDefault(one, position) - position);
            lags.merge(one.topic(), new Lag(behind, position, begun.getOrDefault(one, position), true), Lag::and);
        }
        Instant now = clock.instant();
        boolean isAtEnd = !assigned.isEmpty() && lags.values().stream().allMatch(lag -> lag.records() == 0);
        state = new FeedState(Optional.of(now), isAtEnd ? Optional.of(now) : state.caughtUp(), lags, Optional.empty());
    }

    @Override
    public void close() {
        closed = true;
        open.ifPresent(KafkaConsumer::wakeup);
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
