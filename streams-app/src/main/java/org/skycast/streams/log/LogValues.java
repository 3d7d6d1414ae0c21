package org.skycast.streams.log;

import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.skycast.schemas.AvroSerdes;
import org.skycast.schemas.RegistryRefusal;
import org.skycast.schemas.RegistryUnavailableException;
import org.skycast.text.Printable;
import org.skycast.topics.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the values of a log's records. */
public final class LogValues<T> {

    private static final Logger LOG = LoggerFactory.getLogger(LogValues.class);

    private final Deserializer<T> values;
    private final Unreadable unreadable;

    /** What becomes of a record that cannot be read. */
    public enum Unreadable {
        /** Nothing may be missing: the reading ends with an {@link UnreadableRecordException}. */
        FAILS,
        /** It is not this reader's to judge: the log gets a line, and the next record is read. */
        IS_PASSED_OVER
    }

    /** Values by any deserializer. */
    public LogValues(Deserializer<T> values, Unreadable unreadable) {
        this.values = values;
        this.unreadable = unreadable;
    }

    /**
     * Values like a topic's.
     *
     * @param clients properties of the Avro serdes, by their own names
     */
    public static <T extends SpecificRecord> LogValues<T> of(
            Topic<T> topic, Map<String, ?> clients, Unreadable unreadable) {
        return new LogValues<>(AvroSerdes.values(topic.type(), clients).deserializer(), unreadable);
    }

    /**
     * The same values as what {@code as} makes of them; one of which it says by an exception that it cannot be counts as
     * unreadable.
     */
    public <V> LogValues<V> as(Function<T, V> as) {
        Deserializer<T> read = values;
        return new LogValues<>(
                new Deserializer<V>() {
                    @Override
                    public V deserialize(String topic, byte[] bytes) {
                        return deserialize(topic, new RecordHeaders(), bytes);
                    }

                    @Override
                    public V deserialize(String topic, Headers headers, byte[] bytes) {
                        T value = read.deserialize(topic, headers, bytes);
                        try {
                            return as.apply(value);
                        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                            throw new SerializationException(Printable.cut(String.valueOf(e.getMessage())), e);
                        }
                    }
                },
                unreadable);
    }

    /**
     * The record with its value; empty if it is a deletion, or unreadable and passed over.
     *
     * @throws UnreadableRecordException if it is unreadable and is not passed over
     * @throws LogException if the registry does not answer, or not to whoever asks
     */
    public Optional<LogEntry<T>> entry(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            T value = values.deserialize(record.topic(), record.headers(), record.value());
            return Optional.of(new LogEntry<>(
                    LogReader.partition(record), record.offset(), record.timestamp(), record.key(), value));
        } catch (RegistryUnavailableException | RegistryRefusal e) {
            throw new LogException("The topic %s cannot be read now: %s".formatted(record.topic(), e.getMessage()), e);
        } catch (SerializationException e) {
            String sentence = "The record at %s@%d cannot be read: %s"
                    .formatted(LogReader.partition(record), record.offset(), ended(e.getMessage()));
            if (unreadable == Unreadable.FAILS) {
                throw new UnreadableRecordException(sentence, e);
            }
            LOG.warn("{} It is passed over.", sentence);
            return Optional.empty();
        }
    }

    private static String ended(@Nullable String message) {
        String said = String.valueOf(message);
        return said.endsWith(".") ? said : said + ".";
    }
}
