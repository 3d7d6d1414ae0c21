package org.skycast.streams.forecast;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.skycast.avro.CameraFrame;
import org.skycast.nowcast.observe.Origin;
import org.skycast.records.FrameRecords;
import org.skycast.streams.log.Fetch;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/** Reads frames at given offsets; those asked for in the order of the log come out of one fetch after another. */
public final class LoggedFrames implements FrameArchive {

    /** A frame nearer than this to the last one that was read is read on to, not sought. */
    private static final long NEAR = 200;

    private static final Fetch FETCH = new Fetch(4 << 20, 50);

    private final LogReader reader;
    private final LogValues<CameraFrame> values;
    private final TreeMap<Long, ConsumerRecord<String, byte[]>> fetched = new TreeMap<>();
    private Optional<LogSpan> open = Optional.empty();
    private long next;

    /** @param clients properties of the consumer and of the Avro serdes */
    public LoggedFrames(Map<String, ?> clients) {
        this.reader = LogReader.on(clients, FETCH);
        this.values = LogValues.of(Topics.FRAMES, clients, Unreadable.IS_PASSED_OVER);
    }

    /** @throws org.skycast.streams.log.LogException if the broker does not answer; the task then reads its record again */
    @Override
    public Optional<byte[]> image(Origin origin) {
        if (!origin.topic().equals(Topics.FRAMES.name())) {
            return Optional.empty();
        }
        var wanted = new TopicPartition(origin.topic(), origin.partition());
        if (!isNear(wanted, origin.offset()) && !seek(wanted, origin.offset())) {
            return Optional.empty();
        }
        readTo(origin.offset());
        fetched.headMap(origin.offset()).clear();
        return Optional.ofNullable(fetched.get(origin.offset()))
                .flatMap(values::entry)
                .map(frame -> FrameRecords.image(frame.value()));
    }

    private boolean isNear(TopicPartition wanted, long offset) {
        return open.filter(span -> span.partition().equals(wanted) && span.holds(offset))
                        .isPresent()
                && (fetched.containsKey(offset) || (next <= offset && offset <= next + NEAR));
    }

    /** Whether the log has the offset still, and came so far: it may be another log than the observation names. */
    private boolean seek(TopicPartition wanted, long offset) {
        open = Optional.of(reader.whole(wanted))
                .filter(span -> span.holds(offset))
                .map(span -> span.from(offset));
        fetched.clear();
        next = offset;
        open.ifPresent(reader::open);
        return open.isPresent();
    }

    private void readTo(long offset) {
        while (next <= offset) {
            List<ConsumerRecord<String, byte[]>> records = reader.next();
            if (records.isEmpty()) {
                return;
            }
            for (ConsumerRecord<String, byte[]> record : records) {
                if (record.offset() >= offset) {
                    fetched.put(record.offset(), record);
                }
                next = record.offset() + 1;
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
