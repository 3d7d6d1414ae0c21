package org.skycast.benchmarks.flink;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * How far one partition has been read, by the time at which the log took its records. Kafka Streams knows what the broker has
 * and can wait for just that; a watermark cannot, so a partition that gives nothing must be told by the clock from one whose
 * records are still on their way:
 *
 * <ul>
 *   <li>while its records are older than a moment, it is behind, and stands where its last record does;
 *   <li>once they are as good as new, it is taken to have all that is older than {@link #BEHIND};
 *   <li>so it is where it has given nothing for {@link #QUIET}, or for {@link #FIRST} where it never gave anything.
 * </ul>
 */
final class LogTime implements WatermarkGenerator<LogRecord> {

    static final Duration BEHIND = Duration.ofMillis(50);
    static final Duration QUIET = Duration.ofSeconds(1);
    static final Duration FIRST = Duration.ofSeconds(3);
    private static final Duration AS_GOOD_AS_NEW = Duration.ofSeconds(1);

    private long newest = Long.MIN_VALUE;
    private long heardNanos = System.nanoTime();
    private boolean live;

    @Override
    public void onEvent(LogRecord record, long timestamp, WatermarkOutput output) {
        newest = Math.max(newest, timestamp);
        heardNanos = System.nanoTime();
        live = System.currentTimeMillis() - timestamp < AS_GOOD_AS_NEW.toMillis();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (live || isQuiet()) {
            output.emitWatermark(new Watermark(Math.max(newest, System.currentTimeMillis() - BEHIND.toMillis())));
        } else if (newest > Long.MIN_VALUE) {
            output.emitWatermark(new Watermark(newest - 1));
        }
    }

    private boolean isQuiet() {
        Duration patience = newest == Long.MIN_VALUE ? FIRST : QUIET;
        return System.nanoTime() - heardNanos > TimeUnit.MILLISECONDS.toNanos(patience.toMillis());
    }
}
