package org.skycast.edge.source.directory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.SourceCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that cannot be read: each is tried again, ever more seldom, and then no more. Each is counted once, and said when it is
 * found and when it is given up.
 */
final class UnreadableFrames {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableFrames.class);

    /** Before each further try; what mends itself, such as a share that is away, does so within an hour. */
    private static final List<Duration> FOLLOWED = List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1));

    /** Where what is there is read once, nobody waits. */
    private static final List<Duration> ONCE = List.of(Duration.ZERO, Duration.ZERO);

    private final String source;
    private final boolean follow;
    private final EdgeMetrics metrics;
    private final Map<String, Failed> failed = new HashMap<>();
    private Set<String> folders = Set.of();

    private record Failed(FrameFile file, int times, Instant next) {}

    /** @param follow whether there is time to wait */
    UnreadableFrames(String source, boolean follow, EdgeMetrics metrics) {
        this.source = source;
        this.follow = follow;
        this.metrics = metrics;
    }

    /** Takes note that the file as it is could not be read; gives whether it is to be tried again. */
    boolean isTriedAgain(FrameFile file, IOException why, Instant now) {
        List<Duration> waits = follow ? FOLLOWED : ONCE;
        Failed before = failed.get(file.name());
        int times = before != null && before.file().isSame(file) ? before.times() + 1 : 1;
        if (times > waits.size()) {
            failed.remove(file.name());
            giveUp(file, why);
            return false;
        }
        failed.put(file.name(), new Failed(file, times, now.plus(waits.get(times - 1))));
        // The first time it may have been written anew just as it was read.
        if (follow && times == 2) {
            metrics.unreadable(source);
            LOG.warn(
                    "The frame {} cannot be read ({}); for an hour it is tried again, ever more seldom.",
                    file.path(),
                    reason(why));
        }
        return true;
    }

    private void giveUp(FrameFile file, IOException why) {
        if (!follow) {
            metrics.unreadable(source);
        }
        LOG.warn(
                "The frame {} cannot be read ({}) and is left out; once it can, write it anew or start the edge again.",
                file.path(),
                reason(why));
    }

    /** Whether the file as it is is not to be tried yet. */
    boolean isTooEarly(FrameFile file, Instant now) {
        Failed before = failed.get(file.name());
        return before != null && before.file().isSame(file) && now.isBefore(before.next());
    }

    /** Takes note of the folders that cannot be looked into at this look. */
    void folders(Set<String> names) {
        for (String folder : names) {
            if (!folders.contains(folder)) {
                metrics.unreadable(source);
                LOG.warn("{}: the folder {} cannot be read; let the edge's user read it.", source, folder);
            }
        }
        folders = names;
    }

    /** Forgets a file that could be read. */
    void forget(FrameFile file) {
        failed.remove(file.name());
    }

    /** Forgets all but files of these names. */
    void retain(Set<String> names) {
        failed.keySet().retainAll(names);
    }

    /** Of a file that may not be read the failure's own words are the path alone. */
    static String reason(IOException why) {
        return why instanceof AccessDeniedException ? "the edge's user may not" : SourceCheck.reason(why);
    }
}
