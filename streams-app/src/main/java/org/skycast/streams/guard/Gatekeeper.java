package org.skycast.streams.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.skycast.nowcast.observe.Origin;
import org.skycast.schemas.RecordSizes;
import org.skycast.streams.guard.SetAside.Why;

/**
 * Looks at what was fetched before anything is decoded. A record that is too large, or on which threads have died, is put
 * aside; headers, which nothing here reads and which would go along into all that is made of a record, are taken off.
 */
final class Gatekeeper {

    /** More are told apart only where a partition is given back before its records are taken. */
    private static final int KEPT = 10_000;

    private static final byte[] NOTHING = {};

    private final StageGuard guard;
    private final Map<Origin, SetAside> aside = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, SetAside> eldest) {
            return size() > KEPT;
        }
    });

    Gatekeeper(StageGuard guard) {
        this.guard = guard;
    }

    /** What was put aside at a place, if anything was; it is told once. */
    Optional<SetAside> takeAside(Origin record) {
        return Optional.ofNullable(aside.remove(record));
    }

    /** The records as the topology may have them. */
    ConsumerRecords<byte[], byte[]> admit(ConsumerRecords<byte[], byte[]> fetched) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> admitted = new LinkedHashMap<>();
        for (TopicPartition partition : fetched.partitions()) {
            admitted.put(
                    partition,
                    fetched.records(partition).stream()
                            .map(this::admit)
                            .collect(Collectors.toCollection(ArrayList::new)));
        }
        return new ConsumerRecords<>(admitted, fetched.nextOffsets());
    }

    private ConsumerRecord<byte[], byte[]> admit(ConsumerRecord<byte[], byte[]> record) {
        var at = new Origin(record.topic(), record.partition(), record.offset());
        guard.fetched(new TopicPartition(record.topic(), record.partition()), record.offset());
        Optional<Death> death = guard.passedOver(at);
        if (death.isPresent()) {
            return putAside(record, Why.PASSED_OVER, deaths(death.get()));
        }
        Optional<String> fault =
                RecordSizes.fault(record.topic(), length(record.key()), length(record.value()), headers(record));
        if (fault.isPresent()) {
            return putAside(record, Why.TOO_LARGE, fault.get());
        }
        return record.headers().toArray().length == 0 ? record : with(record, record.key(), record.value());
    }

    private ConsumerRecord<byte[], byte[]> putAside(ConsumerRecord<byte[], byte[]> record, Why why, String detail) {
        var at = new Origin(record.topic(), record.partition(), record.offset());
        aside.put(at, new SetAside(why, detail, orNothing(record.key()), orNothing(record.value())));
        return with(record, NOTHING, NOTHING);
    }

    /** A record in the place of those that cannot be fetched. */
    ConsumerRecord<byte[], byte[]> unfetchable(Deaths.Gap gap) {
        Origin at = gap.first();
        String detail = guard.passedOver(at).map(Gatekeeper::deaths).orElse("");
        String last = gap.resumeAt() == at.offset() + 1
                ? ""
                : " What stands up to %d is in its batch and cannot be fetched either.".formatted(gap.resumeAt() - 1);
        aside.put(at, new SetAside(Why.PASSED_OVER, detail + last, NOTHING, NOTHING));
        return new ConsumerRecord<>(at.topic(), at.partition(), at.offset(), NOTHING, NOTHING);
    }

    private static String deaths(Death death) {
        return "%d threads died on it: %s".formatted(death.times(), death.reason());
    }

    private static ConsumerRecord<byte[], byte[]> with(
            ConsumerRecord<byte[], byte[]> record, byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                length(key),
                length(value),
                key,
                value,
                new RecordHeaders(),
                record.leaderEpoch());
    }

    private static byte[] orNothing(byte[] bytes) {
        return bytes == null ? NOTHING : bytes;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static long headers(ConsumerRecord<?, ?> record) {
        long bytes = 0;
        for (Header header : record.headers()) {
            bytes += header.key().length() + (long) length(header.value());
        }
        return bytes;
    }
}
