package org.skycast.benchmarks.flink;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.NoWatermarksGenerator;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition has been read, by the time at which the log took its records. It stands where its last record does,
 * until that is as good as new, or the broker says that it has no more; from then on all that is older than {@link #BEHIND} is
 * taken to have come. A watermark that waits for the next record instead would hold up each station for the quietest partition;
 * Flink's own way out, to leave idle partitions aside by the clock, takes one for idle whose records wait in the reader.
 *
 * <p>A record that comes late all the same is taken as it comes.
 */
final class PartitionTime implements WatermarkGenerator<LogRecord> {

    private static final Duration BEHIND = Duration.ofMillis(50);
    private static final Duration AS_GOOD_AS_NEW = Duration.ofSeconds(1);

    private final LogEnds ends;
    private Optional<LogRecord> last = Optional.empty();
    private boolean hasAll;

    private PartitionTime(LogEnds ends) {
        this.ends = ends;
    }

    /** Makes one for each partition. */
    static final class Each implements WatermarkGeneratorSupplier<LogRecord> {

        private static final long serialVersionUID = 1L;

        private final JobSettings settings;
        private transient @Nullable LogEnds ends;

        Each(JobSettings settings) {
            this.settings = settings;
        }

        /** The first, in each task, is for records of no partition: none comes by it, and it must not tell the time. */
        @Override
        public WatermarkGenerator<LogRecord> createWatermarkGenerator(Context context) {
            if (ends != null) {
                return new PartitionTime(ends);
            }
            ends = new LogEnds(settings);
            return new NoWatermarksGenerator<>();
        }
    }

    @Override
    public void onEvent(LogRecord record, long timestamp, WatermarkOutput output) {
        if (last.isEmpty()) {
            ends.hear(partition(record));
        }
        last = Optional.of(record);
        hasAll = System.currentTimeMillis() - timestamp < AS_GOOD_AS_NEW.toMillis();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (!hasAll) {
            ends.want();
            hasAll = last.map(record -> ends.isLast(partition(record), record.offset()))
                    .orElseGet(ends::areOthersEmpty);
        }
        if (hasAll) {
            output.emitWatermark(new Watermark(System.currentTimeMillis() - BEHIND.toMillis()));
        } else {
            last.ifPresent(record -> output.emitWatermark(new Watermark(record.appendedAt() - 1)));
        }
    }

    private static TopicPartition partition(LogRecord record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
