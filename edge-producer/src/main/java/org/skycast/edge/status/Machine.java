package org.skycast.edge.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The computer that the edge runs on, as Linux shows it under {@code /sys} and {@code /proc}. */
public final class Machine {

    private final Path root;
    private final Path spoolFolder;

    /** @param root of the file system, {@code /} */
    Machine(Path root, Path spoolFolder) {
        this.root = root;
        this.spoolFolder = spoolFolder;
    }

    /** This computer, and the disk that the spool is on. */
    public static Machine holding(Path spool) {
        Path folder = spool.toAbsolutePath().getParent();
        return new Machine(Path.of("/"), folder == null ? Path.of("/") : folder);
    }

    Path spoolFolder() {
        return spoolFolder;
    }

    /** How it is doing; what it does not show is absent. */
    public MachineState state() {
        return new MachineState(diskFree(), temperature(), memory());
    }

    private Optional<Long> diskFree() {
        // Not the file store's: a change of root hides the mount that it is looked up by.
        return Files.isDirectory(spoolFolder) ? Optional.of(spoolFolder.toFile().getUsableSpace()) : Optional.empty();
    }

    private Optional<Double> temperature() {
        try (Stream<Path> zones = Files.list(root.resolve("sys/class/thermal"))) {
            // Millidegrees, by the kernel's thermal sysfs interface.
            return zones.filter(zone -> zone.getFileName().toString().startsWith("thermal_zone"))
                    .flatMap(zone -> number(zone.resolve("temp")).stream())
                    .max(Long::compare)
                    .map(millidegrees -> millidegrees / 1000.0);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(Path file) {
        try {
            return Optional.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<Long> memory() {
        try (Stream<String> lines = Files.lines(root.resolve("proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
