package org.skycast.streams.guard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each thread of a stage last gave a sign: asked for records, or was done with one. Thread-safe. */
final class ThreadSigns {

    private final Map<Thread, Long> signs = new ConcurrentHashMap<>();

    /** The thread that calls this takes records. */
    void polls(long now) {
        signs.put(Thread.currentThread(), now);
    }

    /** The thread that calls this is done with a record. */
    void done(long now) {
        signs.replace(Thread.currentThread(), now);
    }

    /** The thread that calls this ends. */
    void leaves() {
        signs.remove(Thread.currentThread());
    }

    /** Whether a thread has ended that did not leave. */
    boolean hasLostOne() {
        return signs.keySet().stream().anyMatch(thread -> !thread.isAlive());
    }

    /** Of each thread that has given none for longer than so many nanoseconds, a sentence. */
    List<String> silent(long now, long after) {
        return signs.entrySet().stream()
                .filter(sign -> sign.getValue() + after < now)
                .map(sign -> "the thread %s has neither asked for records nor taken one for %d s"
                        .formatted(
                                shortName(sign.getKey().getName()),
                                Duration.ofNanos(now - sign.getValue()).toSeconds()))
                .toList();
    }

    /** Kafka Streams begins them with the application's id and the process's, which whoever reads the sentence knows. */
    private static String shortName(String name) {
        return name.substring(Math.max(0, name.indexOf("StreamThread-")));
    }
}
