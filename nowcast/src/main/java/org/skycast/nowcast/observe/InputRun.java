package org.skycast.nowcast.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Records that stand one behind the other in a log.
 *
 * @param topic the log's name
 * @param partition which part of the log
 * @param offset of the first
 * @param more how many follow it without a gap
 */
public record InputRun(String topic, int partition, long offset, long more) {

    /** How many records it names. */
    long size() {
        return more + 1;
    }

    private Origin first() {
        return new Origin(topic, partition, offset);
    }

    private boolean isFollowedBy(Origin next) {
        return topic.equals(next.topic()) && partition == next.partition() && offset + size() == next.offset();
    }

    /** Runs in log order, with one record more. */
    static List<InputRun> with(List<InputRun> runs, Origin record) {
        var all = new ArrayList<>(runs);
        int place = all.size();
        while (place > 0 && all.get(place - 1).first().compareTo(record) > 0) {
            place--;
        }
        if (place > 0 && all.get(place - 1).isFollowedBy(record)) {
            InputRun before = all.get(place - 1);
            all.set(place - 1, new InputRun(before.topic, before.partition, before.offset, before.more + 1));
        } else {
            all.add(place, new InputRun(record.topic(), record.partition(), record.offset(), 0));
        }
        return all;
    }

    /** Every record, in log order. */
    static List<Origin> origins(List<InputRun> runs) {
        return runs.stream()
                .flatMap(run -> LongStream.rangeClosed(run.offset, run.offset + run.more)
                        .mapToObj(at -> new Origin(run.topic, run.partition, at)))
                .toList();
    }
}
