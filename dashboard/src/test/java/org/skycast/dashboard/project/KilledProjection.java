package org.skycast.dashboard.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.skycast.dashboard.store.Positions;
import org.skycast.dashboard.store.Store;

/** Takes a made-up log into a store from where it was left, batch by batch; in a process of its own, to be killed. */
final class KilledProjection {

    private static final int BATCH = 7;

    private KilledProjection() {}

    static List<ConsumerRecord<String, byte[]>> log() {
        return new MadeTopics().station("north", 200).station("south", 200).records();
    }

    /**
     * Goes on from where the store is to the log's end.
     *
     * @param told after each batch, once it is in the store
     */
    static void run(Store store, Runnable told) {
        var projection = new Projection(store, MadeTopics.SERDES, Set.of());
        Map<TopicPartition, Long> positions = store.read(Positions::of);
        List<ConsumerRecord<String, byte[]>> left = log().stream()
                .filter(record -> record.offset()
                        >= positions.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L))
                .toList();
        for (int from = 0; from < left.size(); from += BATCH) {
            List<ConsumerRecord<String, byte[]>> batch = left.subList(from, Math.min(left.size(), from + BATCH));
            projection.take(batch, MadeTopics.next(batch));
            told.run();
        }
    }

    public static void main(String[] arguments) {
        try (Store store = Store.open(Path.of(arguments[0]))) {
            run(store, () -> System.out.println("batch"));
        }
    }
}
