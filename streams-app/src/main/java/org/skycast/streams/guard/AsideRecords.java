package org.skycast.streams.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.guard.SetAside.Why;

/**
 * What was put aside and is not yet told, bounded in number and in bytes: a few compressed kilobytes may be a thousand records
 * of megabytes each, and each would fit into a dead letter. Thread-safe.
 */
final class AsideRecords {

    /** More are told apart only where a partition is given back before its records are taken. */
    private static final int KEPT = 10_000;

    /** Once so much is kept of values, of a further one only the beginning is. */
    private static final int MOST_BYTES = 16 << 20;

    private final Map<Origin, SetAside> aside = new LinkedHashMap<>();
    private long bytes;

    /** Keeps a record, instead of what was kept of it before. */
    synchronized void put(Origin at, Why why, String detail, byte[] key, byte[] value) {
        take(at);
        boolean hasRoom = bytes + value.length <= MOST_BYTES;
        keep(at, new SetAside(why, detail, key, Optional.of(Excerpt.of(value, hasRoom ? DeadLetters.MOST : 0))));
    }

    /** Keeps one of which nothing could be fetched. */
    synchronized void put(Origin at, String detail) {
        take(at);
        keep(at, new SetAside(Why.PASSED_OVER, detail, new byte[0], Optional.empty()));
    }

    private void keep(Origin at, SetAside one) {
        aside.put(at, one);
        bytes += bytes(one);
        if (aside.size() > KEPT) {
            take(aside.keySet().iterator().next());
        }
    }

    /** What was put aside at a place, if anything was; it is told once. */
    synchronized Optional<SetAside> take(Origin at) {
        Optional<SetAside> one = Optional.ofNullable(aside.remove(at));
        bytes -= one.map(AsideRecords::bytes).orElse(0L);
        return one;
    }

    /** How many bytes of values are kept. */
    synchronized long bytes() {
        return bytes;
    }

    private static long bytes(SetAside one) {
        return one.value().map(value -> (long) value.kept().length).orElse(0L);
    }
}
