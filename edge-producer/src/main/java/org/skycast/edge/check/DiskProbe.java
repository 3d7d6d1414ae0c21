package org.skycast.edge.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.skycast.edge.spool.SpoolSettings;

/** The spool's disk: that it can be written, keeps what is synced, is fast enough and has room. */
public final class DiskProbe implements Probe {

    private static final int SYNCS = 9;
    /** One reading a second and one frame must be on disk before the next comes. */
    private static final double SLOW_MILLISECONDS = 250;

    /** What lies in memory alone is gone with the power, whatever was synced. */
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    private final SpoolSettings spool;

    public DiskProbe(SpoolSettings spool) {
        this.spool = spool;
    }

    @Override
    public String subject() {
        return "disk";
    }

    @Override
    public CheckFinding look(Duration limit) throws IOException {
        Path folder = nearest(spool.file().toAbsolutePath());
        double milliseconds;
        try {
            milliseconds = medianSync(folder);
        } catch (IOException e) {
            return new CheckFinding.Failed(
                    "The folder %s cannot be written (%s); check its owner, its rights and the disk."
                            .formatted(folder, e.getMessage()));
        }
        long own = Files.exists(spool.file()) ? Files.size(spool.file()) : 0;
        return judge(folder, type(folder), milliseconds, folder.toFile().getUsableSpace(), own);
    }

    /** Such as {@code ext4}; in a container or after a change of root the mount may not be seen. */
    private static String type(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            return "a disk";
        }
    }

    /** The judgement alone; {@code own} is what the spool's file has already. */
    CheckFinding judge(Path folder, String type, double milliseconds, long free, long own) {
        String seen = "%s at %s, %.1f GB free, a sync takes %.1f ms".formatted(type, folder, free / 1e9, milliseconds);
        long needed = spool.maxMegabytes() * 1_000_000L - own;
        if (IN_MEMORY.contains(type)) {
            return new CheckFinding.Warn(
                    seen + ": it lies in memory and is lost with the power; put spool.file on a disk.");
        } else if (free < needed) {
            return new CheckFinding.Warn(seen
                    + ": the spool may grow by %.1f GB; free some, or lower spool.maxMegabytes."
                            .formatted(needed / 1e9));
        } else if (milliseconds > SLOW_MILLISECONDS) {
            return new CheckFinding.Warn(seen + ": that is slow; use a better card or disk.");
        }
        return new CheckFinding.Ok(seen + ".");
    }

    /** The folder, or what of its path is there: the edge makes the rest. */
    private static Path nearest(Path file) {
        Path folder = file.getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return folder == null ? file.getRoot() : folder;
    }

    private static double medianSync(Path folder) throws IOException {
        Path trial = Files.createTempFile(folder, ".skycast", ".check");
        double[] took = new double[SYNCS];
        try (FileChannel channel = FileChannel.open(trial, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long began = System.nanoTime();
                channel.write(ByteBuffer.allocate(4096));
                channel.force(true);
                took[i] = (System.nanoTime() - began) / 1e6;
            }
        } finally {
            Files.deleteIfExists(trial);
        }
        Arrays.sort(took);
        return took[SYNCS / 2];
    }
}
