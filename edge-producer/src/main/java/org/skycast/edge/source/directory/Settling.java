package org.skycast.edge.source.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether all of a file is there: it has not changed for two seconds. By its time of change, unless that is ahead of this
 * computer's clock: what wrote it has another clock, and then it is looked at twice.
 */
final class Settling {

    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    private static final Duration WRITTEN = Duration.ofSeconds(2);
    private static final Duration BETWEEN_SAYING = Duration.ofHours(1);

    private final String source;
    private final Map<String, Seen> ahead = new HashMap<>();
    private Instant saidAt = Instant.EPOCH;

    private record Seen(FrameFile file, Instant since) {}

    Settling(String source) {
        this.source = source;
    }

    boolean isWritten(FrameFile file, Instant now) {
        if (file.modified().plus(WRITTEN).isBefore(now)) {
            ahead.remove(file.name());
            return true;
        }
        if (!file.modified().isAfter(now)) {
            return false;
        }
        Seen before = ahead.get(file.name());
        if (before == null || !before.file().isSame(file)) {
            ahead.put(file.name(), new Seen(file, now));
            return false;
        }
        boolean written = before.since().plus(WRITTEN).isBefore(now);
        if (written) {
            ahead.remove(file.name());
            say(file, now);
        }
        return written;
    }

    private void say(FrameFile file, Instant now) {
        if (saidAt.plus(BETWEEN_SAYING).isBefore(now)) {
            saidAt = now;
            LOG.warn(
                    "{}: {} was last changed at {}, which is not yet; set the clock of what writes it. It is taken once it no"
                            + " longer changes.",
                    source,
                    file.name(),
                    file.modified());
        }
    }

    /** Forgets all but files of these names. */
    void retain(Set<String> names) {
        ahead.keySet().retainAll(names);
    }
}
