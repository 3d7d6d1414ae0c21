package org.skycast.streams.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a stage has, and in one sentence what has changed. For one thread. */
public final class PartitionWatch {

    private final String stage;
    private SortedSet<Integer> held = new TreeSet<>();

    public PartitionWatch(String stage) {
        this.stage = stage;
    }

    /**
     * Those that it has now; gives what that changes.
     *
     * @param partitions a number stands for that partition of all its topics, for they are taken together
     */
    public Optional<String> has(Collection<TopicPartition> partitions) {
        SortedSet<Integer> now = new TreeSet<>();
        partitions.forEach(partition -> now.add(partition.partition()));
        List<String> changes = new ArrayList<>();
        add(changes, "took", without(now, held));
        add(changes, "gave up", without(held, now));
        held = now;
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of("The stage %s %s; it has %s now."
                        .formatted(
                                stage,
                                String.join(" and ", changes),
                                now.isEmpty() ? "no partition" : "partitions " + ranges(now)));
    }

    private static void add(List<String> changes, String verb, SortedSet<Integer> partitions) {
        if (!partitions.isEmpty()) {
            changes.add("%s %s".formatted(verb, ranges(partitions)));
        }
    }

    private static SortedSet<Integer> without(SortedSet<Integer> all, SortedSet<Integer> others) {
        SortedSet<Integer> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    /** Such as {@code 0-3, 7}. */
    static String ranges(SortedSet<Integer> numbers) {
        var text = new StringJoiner(", ");
        List<Integer> sorted = List.copyOf(numbers);
        for (int i = 0; i < sorted.size(); i++) {
            int first = sorted.get(i);
            while (i + 1 < sorted.size() && sorted.get(i + 1) == sorted.get(i) + 1) {
                i++;
            }
            text.add(first == sorted.get(i) ? Integer.toString(first) : first + "-" + sorted.get(i));
        }
        return text.toString();
    }
}
