package org.skycast.benchmarks.hostile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.skycast.benchmarks.hostile.Sender.Sent;
import org.skycast.nowcast.observe.Origin;
import org.skycast.topics.Topics;

/**
 * What became of each record.
 *
 * @param rows by kind
 * @param complaints what is not as it must be, a sentence each
 */
record RecordAccount(Map<String, Row> rows, List<String> complaints) {

    /**
     * Of a kind.
     *
     * @param fates in a word, those that records of the kind were to have
     * @param asDue how many were found once, where they had to be
     */
    record Row(Set<String> fates, int sent, int asDue, long bytes) {
        private Row and(Row other) {
            Set<String> both = new java.util.TreeSet<>(fates);
            both.addAll(other.fates);
            return new Row(both, sent + other.sent, asDue + other.asDue, bytes + other.bytes);
        }
    }

    static RecordAccount of(List<Sent> sent, Whereabouts whereabouts) {
        Map<String, Row> rows = new TreeMap<>();
        List<String> complaints = new ArrayList<>();
        Set<Origin> foreign = new HashSet<>(whereabouts.all());
        for (Sent one : sent) {
            foreign.remove(one.at());
            Optional<String> complaint = one.fate().complaint(whereabouts.of(one.at()));
            complaint.ifPresent(found -> complaints.add("%s at %s-%d@%d was to be %s, but was %s."
                    .formatted(
                            one.kind(),
                            one.at().topic(),
                            one.at().partition(),
                            one.at().offset(),
                            one.fate(),
                            found)));
            rows.merge(
                    one.kind(),
                    new Row(Set.of(one.fate().word()), 1, complaint.isEmpty() ? 1 : 0, one.bytes()),
                    Row::and);
        }
        foreign.removeIf(origin -> isOfTheShadow(origin, whereabouts));
        foreign.forEach(origin -> complaints.add("%s-%d@%d, which was not sent here, was %s."
                .formatted(origin.topic(), origin.partition(), origin.offset(), whereabouts.of(origin))));
        return new RecordAccount(rows, complaints);
    }

    /**
     * Which counters are below what they must have come to at least; several stages may count one record.
     *
     * @param counts of the topology, by counter
     */
    static List<String> uncounted(List<Sent> sent, Map<String, Double> counts) {
        Map<String, Integer> due = new TreeMap<>();
        sent.forEach(one -> {
            if (one.fate() instanceof Fate.Counted counted) {
                due.merge(counted.counter(), 1, Integer::sum);
            }
        });
        return due.entrySet().stream()
                .filter(one -> counts.getOrDefault(one.getKey(), 0.0) < one.getValue())
                .map(one -> "%s was to be %d at least, but is %.0f."
                        .formatted(one.getKey(), one.getValue(), counts.getOrDefault(one.getKey(), 0.0)))
                .toList();
    }

    /** A network that does not end fails on what its station's shadow is asked; that costs the shadow's forecasts alone. */
    private static boolean isOfTheShadow(Origin origin, Whereabouts whereabouts) {
        return origin.topic().equals(Topics.OBSERVATIONS.name())
                && whereabouts.key(origin).equals(HostileLog.SHADOWED)
                && whereabouts.of(origin).equals(Found.NOWHERE.letter("FAILED"));
    }

    int sent() {
        return rows.values().stream().mapToInt(Row::sent).sum();
    }
}
