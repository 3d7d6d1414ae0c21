package org.skycast.benchmarks.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A small disk of its own, in memory, that can be filled; where the system does not let one be made, a folder. */
final class Disk implements AutoCloseable {

    private static final int MEGABYTES = 16;

    private final Path folder;
    private final boolean mounted;

    Disk(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.mounted = run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", folder.toString());
    }

    Path folder() {
        return folder;
    }

    /** Whether it can be filled. */
    boolean canBeFilled() {
        return mounted;
    }

    /** Leaves no byte free, again and again for {@code span}, so that what the edge gives back is taken too. */
    void fill(Duration span) {
        long until = System.nanoTime() + span.toNanos();
        while (mounted && System.nanoTime() < until) {
            fill();
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    private void fill() {
        try (OutputStream filler =
                Files.newOutputStream(folder.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] block = new byte[4096];
            for (int i = 0; i < MEGABYTES * 256 + 1; i++) {
                filler.write(block);
            }
            throw new IllegalStateException("The disk took more than it holds.");
        } catch (IOException full) {
            // As it should be.
        }
    }

    /** Makes room again. */
    void clear() throws IOException {
        Files.deleteIfExists(folder.resolve("filler"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", folder.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
