package org.skycast.edge;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread at a time work on a station. Whoever needs several stations waits for one of them holding none, so that a
 * station that is worked on for long keeps no other waiting.
 */
final class StationLocks {

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Does {@code work} while no other thread works on any of {@code stations}. */
    void holding(Collection<String> stations, Runnable work) {
        List<ReentrantLock> wanted = new TreeSet<>(stations)
                .stream()
                        .map(station -> locks.computeIfAbsent(station, id -> new ReentrantLock()))
                        .toList();
        takeAll(wanted);
        try {
            work.run();
        } finally {
            wanted.forEach(ReentrantLock::unlock);
        }
    }

    private static void takeAll(List<ReentrantLock> wanted) {
        for (Optional<ReentrantLock> busy = busy(wanted); busy.isPresent(); busy = busy(wanted)) {
            busy.get().lock();
            busy.get().unlock();
        }
    }

    /** Takes all, or else none; then gives the one that another thread has. */
    private static Optional<ReentrantLock> busy(List<ReentrantLock> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).tryLock()) {
                wanted.subList(0, i).forEach(ReentrantLock::unlock);
                return Optional.of(wanted.get(i));
            }
        }
        return Optional.empty();
    }
}
