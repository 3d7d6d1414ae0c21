package org.skycast.edge.source.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.ClockBound;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.source.camera.Picture;
import org.skycast.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of JPEG and PNG files: those that are there, and, where it is followed, those that come or are written anew. A
 * file counts as written once it has not changed for a while.
 */
final class FrameDirectory implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(FrameDirectory.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_FORGETTING = Duration.ofHours(1);
    private static final int SHARE = 20;

    private final String stationId;
    private final DirectoryFrames config;
    private final boolean follow;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final FrameTime time;
    private final TakenItems items;
    private final FrameMemory memory;
    private final Settling settling;
    private final UnreadableFrames unreadable;
    private final Reading reading;
    private final Queue<Waiting> waiting = new PriorityQueue<>(
            Comparator.comparing(Waiting::at).thenComparing(w -> w.file().name()));
    private Instant nextLook = Instant.MIN;
    private Instant nextForgetting = Instant.MIN;
    private Set<String> presentBefore = Set.of();
    private boolean lookAgain;
    /** How many files waited at the most. */
    private int most;

    /** Reads a file. */
    interface Reading {
        /** @throws IOException if it cannot be read */
        byte[] of(FrameFile file) throws IOException;
    }

    private record Waiting(FrameFile file, Instant at) {}

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
        this(stationId, config, follow, metrics, clock, items, FrameFile::read);
    }

    FrameDirectory(
            String stationId,
            DirectoryFrames config,
            boolean follow,
            EdgeMetrics metrics,
            InstantSource clock,
            TakenItems items,
            Reading reading) {
        this.stationId = stationId;
        this.config = config;
        this.follow = follow;
        this.metrics = metrics;
        this.clock = clock;
        this.time = FrameTime.from(config);
        this.items = items;
        this.memory = new FrameMemory(items.all(name()), clock.instant());
        this.settling = new Settling(name());
        this.unreadable = new UnreadableFrames(name(), follow, metrics);
        this.reading = reading;
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
            take(first).ifPresent(taken::add);
        }
        return taken;
    }

    private Optional<Sample> take(Waiting first) {
        FrameFile file = first.file();
        try {
            byte[] image = reading.of(file);
            unreadable.forget(file);
            Optional<String> item = memory.take(file, image);
            if (item.isEmpty()) {
                metrics.leftAside(name());
            }
            return item.map(known -> new Sample.Frame(
                    stationId, first.at(), known, Picture.in(image).orElse(image)));
        } catch (NoSuchFileException e) {
            // It has gone; what was not taken of it nobody can have.
            memory.forget(file);
            return Optional.empty();
        } catch (IOException e) {
            failed(file, e);
            return Optional.empty();
        }
    }

    private void failed(FrameFile file, IOException why) {
        if (unreadable.isTriedAgain(file, why, clock.instant())) {
            memory.forget(file);
            lookAgain = !follow;
        }
    }

    @Override
    public OptionalDouble share() {
        return follow || most == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - waiting.size() / (double) most);
    }

    @Override
    public boolean isExhausted() {
        return !follow && next().isEmpty();
    }

    private void look() {
        Instant now = clock.instant();
        if (now.isBefore(nextLook) && !lookAgain) {
            return;
        }
        lookAgain = false;
        long begun = System.nanoTime();
        FrameFiles looked = FrameFiles.in(stationId, config);
        unreadable.folders(looked.unreadable());
        List<FrameFile> there = looked.files();
        there.stream()
                .filter(file -> !memory.has(file))
                .filter(file -> !unreadable.isTooEarly(file, now))
                .filter(file -> !follow || settling.isWritten(file, now))
                .forEach(this::add);
        // A tree of half a million files takes seconds to look through; that may take a twentieth of the time.
        Duration between = Duration.ofNanos((System.nanoTime() - begun) * SHARE);
        nextLook = follow ? now.plus(between.compareTo(BETWEEN_LOOKS) > 0 ? between : BETWEEN_LOOKS) : Instant.MAX;
        if (follow && !now.isBefore(nextForgetting) && !there.isEmpty()) {
            nextForgetting = now.plus(BETWEEN_FORGETTING);
            forget(there);
        }
    }

    /**
     * Forgets the files that have left, which nobody would need to know again. One must have been away for an hour; and while
     * the directory holds no picture at all it may be a disk that is not mounted, and nothing is forgotten.
     */
    private void forget(List<FrameFile> there) {
        Set<String> present = there.stream().map(FrameFile::name).collect(Collectors.toSet());
        if (!presentBefore.isEmpty()) {
            Set<String> kept = new HashSet<>(present);
            kept.addAll(presentBefore);
            items.forgetAllBut(name(), memory.items(kept));
            memory.retain(kept);
            settling.retain(kept);
            unreadable.retain(kept);
        }
        presentBefore = present;
    }

    private void add(FrameFile file) {
        if (memory.leaveAside(file)) {
            // Of a file that was written anew before it was taken, what it is now counts.
            waiting.removeIf(one -> one.file().name().equals(file.name()));
        }
        if (file.size() > Picture.MOST_BYTES) {
            metrics.unreadable(name());
            leaveOut(file, tooLarge(file));
            return;
        }
        try {
            add(file, time.of(file.path()));
        } catch (NoSuchFileException e) {
            memory.forget(file);
        } catch (IOException e) {
            failed(file, e);
        }
    }

    private void add(FrameFile file, Optional<Instant> at) {
        if (at.isEmpty()) {
            metrics.unreadable(name());
            leaveOut(file, "its time cannot be told by %s; correct time, pattern or zone".formatted(config.time()));
            return;
        }
        if (ClockBound.isAhead(at.get(), clock.instant())) {
            metrics.ahead(name());
            leaveOut(
                    file,
                    "by %s it is of %s, which is not yet; set the clock of what writes it, or correct zone"
                            .formatted(config.time(), at.get()));
            return;
        }
        boolean before = config.from().filter(at.get()::isBefore).isPresent();
        boolean after = config.to().filter(end -> !at.get().isBefore(end)).isPresent();
        if (!before && !after) {
            waiting.add(new Waiting(file, at.get()));
            most = Math.max(most, waiting.size());
        }
    }

    /** Why a file is not even read. */
    static String tooLarge(FrameFile file) {
        return "it has %d bytes, and at most %d are taken; have the camera make smaller pictures"
                .formatted(file.size(), Picture.MOST_BYTES);
    }

    private static void leaveOut(FrameFile file, String why) {
        LOG.warn("The frame {} is left out: {}.", file.path(), why);
    }

    @Override
    public void close() {
        waiting.clear();
    }
}
