package org.skycast.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where the demo keeps all: a folder that stays, or a temporary one that is gone when the demo is, also where it is
 * interrupted: the process then ends no sooner than what runs in the folder has been closed and the folder removed.
 */
final class DemoFolder implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path path;
    private final boolean isKept;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean isEnding;

    private DemoFolder(Path path, boolean isKept) {
        this.path = path;
        this.isKept = isKept;
    }

    /** @param kept the folder that stays; absent for a temporary one */
    static DemoFolder open(Optional<Path> kept) {
        var folder = new DemoFolder(kept.orElseGet(DemoFolder::temporary), kept.isPresent());
        Runtime.getRuntime().addShutdownHook(new Thread(folder::end, "end"));
        return folder;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("skycast-demo");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder can be made; name one with --data.", e);
        }
    }

    Path path() {
        return path;
    }

    /** Whether the process is asked to end. */
    boolean isEnding() {
        return isEnding;
    }

    /** The process ends: waits until the folder is closed. */
    private void end() {
        isEnding = true;
        try {
            if (!closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.printf("The demo did not close in %d s and ends all the same.%n", PATIENCE.toSeconds());
                removeUnlessKept();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        removeUnlessKept();
        closed.countDown();
    }

    private void removeUnlessKept() {
        if (!isKept) {
            remove();
        }
    }

    private void remove() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.printf("The temporary folder %s could not be removed: %s.%n", path, e.getMessage());
        }
    }
}
