package org.skycast.streams.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.skycast.identity.IdentityHeaders;
import org.skycast.nowcast.observe.Origin;
import org.skycast.schemas.RecordSizes;
import org.skycast.streams.guard.SetAside.Why;

/**
 * Looks at what was fetched before anything is decoded. A record that is too large, or on which threads have died, is put
 * aside; headers, which would go along into all that is made of a record, are taken off, but for those that say who it is from.
 */
final class Gatekeeper {

    private static final byte[] NOTHING = {};

    private final StageGuard guard;
    private final AsideRecords aside = new AsideRecords();

    Gatekeeper(StageGuard guard) {
        this.guard = guard;
    }

    /** What was put aside at a place, if anything was; it is told once. */
    Optional<SetAside> takeAside(Origin record) {
        return aside.take(record);
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
        return record.headers().toArray().length == 0 && record.timestamp() >= 0
                ? record
                : with(record, record.key(), record.value(), IdentityHeaders.of(record.topic(), record.headers()));
    }

    private ConsumerRecord<byte[], byte[]> putAside(ConsumerRecord<byte[], byte[]> record, Why why, String detail) {
        var at = new Origin(record.topic(), record.partition(), record.offset());
        aside.put(at, why, detail, key(record), orNothing(record.value()));
        return with(record, NOTHING, NOTHING, new RecordHeaders());
    }

    /** A record in the place of those that cannot be fetched. */
    ConsumerRecord<byte[], byte[]> unfetchable(Deaths.Gap gap) {
        Origin at = gap.first();
        String detail = guard.passedOver(at).map(Gatekeeper::deaths).orElse("");
        String last = gap.resumeAt() == at.offset() + 1
                ? ""
                : " What stands up to %d is in its batch and cannot be fetched either.".formatted(gap.resumeAt() - 1);
        aside.put(at, detail + last);
        return with(
                new ConsumerRecord<>(at.topic(), at.partition(), at.offset(), NOTHING, NOTHING),
                NOTHING,
                NOTHING,
                new RecordHeaders());
    }

    private static String deaths(Death death) {
        return "%d threads died on it: %s".formatted(death.times(), death.reason());
    }

    /** Kafka Streams ends a thread on a record without a time; of such a one it is as early as can be. */
    private static ConsumerRecord<byte[], byte[]> with(
            ConsumerRecord<byte[], byte[]> record, byte[] key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                Math.max(0, record.timestamp()),
                record.timestampType(),
                length(key),
                length(value),
                key,
                value,
                headers,
                record.leaderEpoch());
    }

    /** No more of it than a dead letter has. */
    private static byte[] key(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = orNothing(record.key());
        return key.length <= RecordSizes.KEY ? key : Arrays.copyOf(key, RecordSizes.KEY);
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
