package org.skycast.streams.guard;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a thread waits for a broker or a registry: then it is they that take long, and not the record that the thread is at.
 * Whoever waits for them does so within limits of its own, so it need not be interrupted.
 */
final class RemoteWait {

    private static final List<String> ASKING =
            List.of("org.apache.kafka.clients.", "org.skycast.schemas.RegistryHttp", "jdk.internal.net.http.");
    private static final List<String> WAITING = List.of("java.lang.Object", "jdk.internal.misc.Unsafe", "sun.nio.ch.");

    private RemoteWait() {}

    /** @param frames of a thread's stack, the innermost first */
    static boolean isIn(StackTraceElement... frames) {
        return frames.length > 0
                && WAITING.stream().anyMatch(frames[0].getClassName()::startsWith)
                && Stream.of(frames).anyMatch(frame -> ASKING.stream().anyMatch(frame.getClassName()::startsWith));
    }
}
