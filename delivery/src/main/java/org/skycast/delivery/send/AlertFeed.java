package org.skycast.delivery.send;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.skycast.avro.Alert;
import org.skycast.delivery.outbox.Outbox;
import org.skycast.delivery.outbox.Outbox.Progress;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogValues;
import org.skycast.topics.Topics;

/**
 * The log of alerts as one receiver's group reads it, into its outbox, and how far it is done with. What may have reached the
 * receiver without being done with is kept beside the offset, as the text of its commit.
 */
final class AlertFeed implements ConsumerRebalanceListener, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final String TRIED = "tried:";

    private final Consumer<String, byte[]> consumer;
    private final LogValues<Alert> values;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<Integer, Progress> committed = new HashMap<>();
    private final Outbox outbox;

    /** What is to be done with a record. */
    interface Taker {
        /** @param alert empty for what is no alert that can be read */
        void take(Optional<Alert> alert, int partition, long offset, Instant since);
    }

    AlertFeed(Consumer<String, byte[]> consumer, LogValues<Alert> values, Outbox outbox) {
        this.consumer = consumer;
        this.values = values;
        this.outbox = outbox;
        consumer.subscribe(List.of(Topics.ALERTS.name()), this);
    }

    /** What has come; waits for a moment where there is nothing. */
    void poll(Taker taker) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            taker.take(
                    values.entry(record).map(LogEntry::value),
                    record.partition(),
                    record.offset(),
                    Instant.ofEpochMilli(record.timestamp()));
        }
        // Markers of transactions are no records, yet have offsets: else the group would seem to lag for ever.
        consumer.assignment().forEach(at -> outbox.readTo(at.partition(), consumer.position(at)));
    }

    /** Whether all has been read that was there when the partitions came. */
    boolean isCaughtUp() {
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        return ends.isEmpty() && !consumer.assignment().isEmpty();
    }

    /** Commits how far the outbox is, where that is news. */
    void commit() {
        Map<TopicPartition, OffsetAndMetadata> news = new HashMap<>();
        outbox.progress().forEach((partition, progress) -> {
            if (!progress.equals(committed.put(partition, progress))) {
                news.put(
                        new TopicPartition(Topics.ALERTS.name(), partition),
                        new OffsetAndMetadata(progress.done(), TRIED + progress.tried()));
            }
        });
        if (!news.isEmpty()) {
            consumer.commitSync(news);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> kept = consumer.committed(new HashSet<>(partitions));
        partitions.forEach(partition -> {
            OffsetAndMetadata at = kept.get(partition);
            long done = consumer.position(partition);
            outbox.assign(partition.partition(), new Progress(done, at == null ? done : tried(at, done)));
        });
        ends.putAll(consumer.endOffsets(partitions));
    }

    private static long tried(OffsetAndMetadata at, long done) {
        String text = at.metadata();
        return text.matches(TRIED + "\\d{1,18}") ? Long.parseLong(text.substring(TRIED.length())) : done;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commit();
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            outbox.revoke(partition.partition());
            committed.remove(partition.partition());
            ends.remove(partition);
        });
    }

    @Override
    public void close() {
        consumer.close();
    }
}
