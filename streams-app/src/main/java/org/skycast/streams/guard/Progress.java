package org.skycast.streams.guard;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.skycast.nowcast.observe.Origin;

/** How far a stage has come in each partition, and since when. Thread-safe. */
final class Progress {

    private final Map<TopicPartition, Place> places = new ConcurrentHashMap<>();

    private static final class Place {
        private long fetched = -1;
        private long handled = -1;
        private long position = -1;
        private long end = -1;
        private long since;

        synchronized boolean isWaiting() {
            return fetched > handled || end > position;
        }

        synchronized void fetched(long offset, long now) {
            if (!isWaiting()) {
                since = now;
            }
            fetched = Math.max(fetched, offset);
        }

        synchronized void handled(long offset, long now) {
            if (offset > handled) {
                handled = offset;
                since = now;
            }
        }

        synchronized void at(long newPosition, long newEnd, long now) {
            if (newPosition != position || !isWaiting()) {
                since = now;
            }
            position = newPosition;
            end = newEnd;
        }

        synchronized long since() {
            return since;
        }
    }

    private Place place(TopicPartition partition) {
        return places.computeIfAbsent(partition, p -> new Place());
    }

    /** Records up to an offset have been fetched. */
    void fetched(TopicPartition partition, long offset, long now) {
        place(partition).fetched(offset, now);
    }

    /** A record was taken, or put aside. */
    void handled(Origin record, long now) {
        place(new TopicPartition(record.topic(), record.partition())).handled(record.offset(), now);
    }

    /** The fetching stands at a position of a partition that ends at {@code end}. */
    void at(TopicPartition partition, long position, long end, long now) {
        place(partition).at(position, end, now);
    }

    /**
     * Of tasks, each by its partitions, those of which none has moved for so many nanoseconds though something waits: of each
     * the partitions that wait.
     */
    List<List<TopicPartition>> standing(Collection<? extends Set<TopicPartition>> tasks, long now, long after) {
        return tasks.stream()
                .filter(task -> moved(task) + after < now)
                .map(task -> task.stream()
                        .filter(partition -> place(partition).isWaiting())
                        .toList())
                .filter(waiting -> !waiting.isEmpty())
                .toList();
    }

    private long moved(Set<TopicPartition> task) {
        return task.stream()
                .mapToLong(partition -> place(partition).since())
                .max()
                .orElse(Long.MAX_VALUE / 2);
    }
}
