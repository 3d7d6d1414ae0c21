package org.skycast.streams.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.PublishedBundle;
import org.skycast.inference.BundleException;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.streams.log.Fetch;
import org.skycast.streams.log.LogException;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.log.UnreadableRecordException;
import org.skycast.topics.Topics;

/**
 * The topic of bundles. It remembers where each bundle's record stands and reads on from there, so that asking again costs
 * little; of the records' values, which are large, it keeps none. For one thread at a time.
 */
public final class BundleLog implements AutoCloseable {

    private static final int TRIES = 3;
    private static final Fetch FETCH = new Fetch(Topics.MODELS.maxBytes(), 4);

    private final Supplier<LogReader> open;
    private final LogValues<PublishedBundle> values;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private @Nullable LogReader reader;

    /** Where a bundle's record stands, and when the log took it. */
    record Place(TopicPartition partition, long offset, Instant appendedAt) {
        private LogSpan span() {
            return new LogSpan(partition, offset, offset + 1);
        }
    }

    /** What stands there: a record, or what is wrong with it. */
    public sealed interface Entry {
        /**
         * The bundle's archive, whole.
         *
         * @throws BundleException if it cannot be read, or has not the digest that the record gives
         */
        byte[] archive();
    }

    /** A record that can be read. */
    public record Readable(PublishedBundle bundle) implements Entry {
        @Override
        public byte[] archive() {
            byte[] archive = new byte[bundle.getArchive().remaining()];
            bundle.getArchive().duplicate().get(archive);
            String found = Sha256.of(archive);
            if (!found.equals(bundle.getArchiveSha256())) {
                throw new BundleException(
                        "The archive of the bundle %s has the sha256 %s, but its record says %s; publish it again."
                                .formatted(bundle.getManifestSha256(), found, bundle.getArchiveSha256()));
            }
            return archive;
        }
    }

    /** A record that cannot, and why, as a sentence. */
    public record Damaged(String sentence) implements Entry {
        @Override
        public byte[] archive() {
            throw new BundleException(sentence);
        }
    }

    /** @param clients properties of the Kafka clients and the Avro serdes, by their own names */
    public static BundleLog on(Map<String, ?> clients) {
        return new BundleLog(
                () -> LogReader.on(clients, FETCH), LogValues.of(Topics.MODELS, clients, Unreadable.FAILS));
    }

    /** @param values reads records, or fails */
    BundleLog(Supplier<LogReader> open, LogValues<PublishedBundle> values) {
        this.open = open;
        this.values = values;
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
                // Where a newer record of the same key came in between, compaction may have taken this one.
                Optional<Entry> entry = reader().first(place.span())
                        .filter(record -> record.offset() == place.offset())
                        .flatMap(this::entry);
                if (entry.isPresent()) {
                    return entry;
                }
            }
            throw new LogException("The topic %s cannot be read now: its records change faster than they can be read"
                    .formatted(Topics.MODELS.name()));
        });
    }

    private <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (LogException e) {
            close();
            throw new BundlesUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private LogReader reader() {
        if (reader == null) {
            reader = open.get();
        }
        return reader;
    }

    /** Reads from where it stopped to where the topic ends now. */
    private void readOn() {
        for (LogSpan span : reader().whole(Topics.MODELS.name())) {
            reader().read(span.from(next.getOrDefault(span.partition(), 0L)), this::note);
            next.put(span.partition(), span.end());
        }
    }

    private void note(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = LogReader.partition(record);
        next.put(partition, record.offset() + 1);
        if (record.value() == null) {
            places.remove(record.key());
        } else if (record.key() != null) {
            places.put(record.key(), new Place(partition, record.offset(), Instant.ofEpochMilli(record.timestamp())));
        }
    }

    private Optional<Entry> entry(ConsumerRecord<String, byte[]> record) {
        try {
            return values.entry(record).map(entry -> new Readable(entry.value()));
        } catch (UnreadableRecordException e) {
            return Optional.of(new Damaged(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void close() {
        LogReader closing = reader;
        reader = null;
        if (closing != null) {
            closing.close();
        }
    }
}
