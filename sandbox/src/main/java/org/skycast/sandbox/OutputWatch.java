package org.skycast.sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.skycast.avro.Alert;
import org.skycast.avro.Forecast;
import org.skycast.avro.Rejected;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogFollower;
import org.skycast.text.Printable;
import org.skycast.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what comes out of the topology, committed, from the beginning, onto a board. Used from one thread. */
final class OutputWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutputWatch.class);

    private final LogFollower log;
    private final Map<String, ?> serdes;
    private final DemoBoard board;
    private final Map<Class<?>, Deserializer<?>> readers = new HashMap<>();

    OutputWatch(Map<String, String> kafka, DemoBoard board) {
        this.board = board;
        this.serdes = new HashMap<>(kafka);
        List<String> topics =
                List.of(Topics.FORECASTS.name(), Topics.ALERTS.name(), Topics.REJECTED.name(), Topics.DEAD_LETTERS);
        this.log = new LogFollower(kafka, topics, LogFollower.Beginning.OLDEST);
    }

    /** Reads what has come, waiting for {@code most} at the most. */
    void poll(Duration most) {
        for (ConsumerRecord<String, byte[]> record : log.poll(most)) {
            if (record.topic().equals(Topics.FORECASTS.name())) {
                read(Forecast.class, record).ifPresent(board::add);
            } else if (record.topic().equals(Topics.ALERTS.name())) {
                read(Alert.class, record).ifPresent(board::add);
            } else if (record.topic().equals(Topics.REJECTED.name())) {
                read(Rejected.class, record).ifPresent(board::add);
            } else {
                board.addDeadLetter();
            }
        }
    }

    /** Whether all that is committed now has been read. */
    boolean isAtEnd() {
        return log.isAtEnd();
    }

    /** What is none is passed over: the topology's own stages count it. */
    private <T extends SpecificRecord> Optional<T> read(Class<T> type, ConsumerRecord<String, byte[]> record) {
        var reader = readers.computeIfAbsent(
                type, t -> AvroSerdes.values(type, serdes).deserializer());
        try {
            return Optional.ofNullable(type.cast(reader.deserialize(record.topic(), record.value())));
        } catch (SerializationException e) {
            LOG.warn(
                    "The record at {}-{}@{} cannot be read and is passed over: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    Printable.cut(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
