package org.skycast.edge.source.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.TakenItems;
import org.skycast.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of JPEG and PNG files: those that are there, and, where it is followed, those that come. A file counts as
 * written once it has not changed for a while.
 */
final class FrameDirectory implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(FrameDirectory.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_FORGETTING = Duration.ofHours(1);

    private final String stationId;
    private final DirectoryFrames config;
    private final boolean follow;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final FrameTime time;
    private final TakenItems items;
    private final Set<String> seen = new HashSet<>();
    private final Queue<Waiting> waiting = new PriorityQueue<>(
            Comparator.comparing(Waiting::at).thenComparing(w -> w.file().toString()));
    private Instant nextLook = Instant.MIN;
    private Instant nextForgetting = Instant.MIN;
    private Set<String> presentBefore = Set.of();

    private record Waiting(Path file, Instant at) {}

    /**
     * @param items what was taken before a restart
     * @throws SettingsException if the directory is not there
     */
    FrameDirectory(
            String stationId,
            DirectoryFrames config,
            boolean follow,
            EdgeMetrics metrics,
            InstantSource clock,
            TakenItems items) {
        this.stationId = stationId;
        this.config = config;
        this.follow = follow;
        this.metrics = metrics;
        this.clock = clock;
        this.time = FrameTime.from(config);
        this.items = items;
        if (!Files.isDirectory(config.directory())) {
            throw new SettingsException("The directory %s of station %s is not there; create it or correct the path."
                    .formatted(config.directory(), stationId));
        }
    }

    /** The name that a directory's source has. */
    static String nameOf(String stationId, DirectoryFrames config) {
        return stationId + "/frames/" + config.directory().getFileName();
    }

    @Override
    public String name() {
        return nameOf(stationId, config);
    }

    @Override
    public Memory memory() {
        return Memory.EACH;
    }

    @Override
    public void resumeAfter(String item) {
        // Files come in any order, so each that was taken is remembered, not the last.
    }

    @Override
    public Optional<Instant> next() {
        look();
        return Optional.ofNullable(waiting.peek()).map(Waiting::at);
    }

    @Override
    public List<Sample> takeBefore(Instant end) {
        look();
        List<Sample> taken = new ArrayList<>();
        for (Waiting first = waiting.peek(); first != null && first.at().isBefore(end); first = waiting.peek()) {
            waiting.remove();
            try {
                byte[] image = Files.readAllBytes(first.file());
                taken.add(new Sample.Frame(stationId, first.at(), FrameFiles.item(first.file()), image));
            } catch (IOException e) {
                metrics.unreadable(name());
                LOG.warn("The frame {} is left out: it cannot be read.", first.file());
            }
        }
        return taken;
    }

    @Override
    public boolean isExhausted() {
        return !follow && next().isEmpty();
    }

    private void look() {
        Instant now = clock.instant();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = follow ? now.plus(BETWEEN_LOOKS) : Instant.MAX;
        List<Path> there = FrameFiles.in(stationId, config);
        there.stream()
                .filter(file -> !seen.contains(FrameFiles.item(file)))
                .filter(file -> !follow || FrameFiles.isWritten(file, now))
                .forEach(this::add);
        if (follow && !now.isBefore(nextForgetting) && !there.isEmpty()) {
            nextForgetting = now.plus(BETWEEN_FORGETTING);
            forget(there);
        }
    }

    /**
     * Forgets the names of files that have left, which nobody would need to know again. One must have been away for an hour;
     * and while the directory holds no picture at all it may be a disk that is not mounted, and nothing is forgotten.
     */
    private void forget(List<Path> there) {
        Set<String> present = there.stream().map(FrameFiles::item).collect(Collectors.toSet());
        if (!presentBefore.isEmpty()) {
            Set<String> kept = new HashSet<>(present);
            kept.addAll(presentBefore);
            items.forgetAllBut(name(), kept);
            seen.retainAll(kept);
        }
        presentBefore = present;
    }

    private void add(Path file) {
        seen.add(FrameFiles.item(file));
        if (items.has(name(), FrameFiles.item(file))) {
            return;
        }
        Optional<Instant> at = time.of(file);
        if (at.isEmpty()) {
            metrics.unreadable(name());
            LOG.warn(
                    "The frame {} is left out: its time cannot be told by {}; correct time, pattern or zone.",
                    file,
                    config.time());
            return;
        }
        boolean before = config.from().filter(at.get()::isBefore).isPresent();
        boolean after = config.to().filter(end -> !at.get().isBefore(end)).isPresent();
        if (!before && !after) {
            waiting.add(new Waiting(file, at.get()));
        }
    }

    @Override
    public void close() {
        waiting.clear();
    }
}
