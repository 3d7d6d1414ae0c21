package org.skycast.benchmarks.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Logs and pictures on an edge's disk: those of a good station, and such as no station writes with good ones between. */
final class EdgeFiles {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String HEADER = "time,temp,rh\n";

    private final Random random;
    private final Instant begin;
    private final int minutes;

    /** @param minutes how long the stations measure, of their own time */
    EdgeFiles(long seed, Instant begin, int minutes) {
        this.random = new Random(seed);
        this.begin = begin;
        this.minutes = minutes;
    }

    /** What has to arrive of a log and of a folder of pictures, each once, by its time. */
    record Due(Set<Instant> readings, Set<Instant> frames) {}

    /** Writes {@code readings.csv} and {@code frames} of a station that is good. */
    Due good(Path folder) throws IOException {
        Path frames = Files.createDirectories(folder.resolve("frames"));
        var log = new StringBuilder(HEADER);
        Due due = new Due(new TreeSet<>(), new TreeSet<>());
        for (int minute = 0; minute < minutes; minute++) {
            log.append(row(minute, due));
            if (minute % 10 == 5) {
                write(frames, minute, Pictures.jpeg(random.nextInt(120)));
                due.frames().add(at(minute));
            }
        }
        Files.writeString(folder.resolve("readings.csv"), log);
        return due;
    }

    /**
     * Writes a picture as a camera would have. One that has just been changed is not taken for two seconds, in which an edge that
     * starts sends hours of readings that were measured with it and after it.
     */
    private void write(Path frames, int minute, byte[] picture) throws IOException {
        Path file = Files.write(frames.resolve(name(minute)), picture);
        Files.setLastModifiedTime(file, FileTime.from(at(minute)));
    }

    private Instant at(int minute) {
        return begin.plus(Duration.ofMinutes(minute));
    }

    private String row(int minute, Due due) {
        due.readings().add(at(minute));
        return String.format(
                Locale.ROOT, "%s,%.2f,%.1f%n", at(minute), 12 + Math.sin(minute / 60.0), 60 + random.nextDouble());
    }

    private String name(int minute) {
        return NAME.format(at(minute)) + ".jpg";
    }

    /** Writes the same with what no station writes between; what is good there has to arrive. */
    Due hostile(Path folder) throws IOException {
        Path frames = Files.createDirectories(folder.resolve("frames"));
        var log = new ByteArrayOutputStream();
        log.writeBytes(HEADER.getBytes(StandardCharsets.UTF_8));
        Due due = new Due(new TreeSet<>(), new TreeSet<>());
        for (int minute = 0; minute < minutes; minute++) {
            log.writeBytes(row(minute, due).getBytes(StandardCharsets.UTF_8));
            if (random.nextInt(3) == 0) {
                log.writeBytes(badRow());
                log.write('\n');
            }
            if (minute % 10 == 5) {
                write(frames, minute, Pictures.jpeg(random.nextInt(120)));
                due.frames().add(at(minute));
            } else if (minute % 10 == 0) {
                write(frames, minute, badPicture());
            }
        }
        Files.write(folder.resolve("readings.csv"), log.toByteArray());
        badNames(frames);
        return due;
    }

    /** A row of which nothing can be used, whatever stands around it. */
    private byte[] badRow() {
        List<String> rows = List.of(
                "0000-99-99T99:99:99Z,1,2",
                "9999-12-31T23:59:59Z,1,2",
                "+999999999-12-31T23:59:59Z,1,2",
                "\u001b[2J\u001b[31mERROR forged,1,2",
                "x".repeat(200_000) + ",1,2",
                "2026-06-01T06:00:00Z" + ",1".repeat(3_000),
                "\u0000\u0000\u0000,\u0000",
                ",,,,,,,,",
                "-9223372036854775808,1,2",
                "'; DROP TABLE spool; --,1,2");
        byte[] noise = new byte[300];
        random.nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            // Neither a line's end, which would make two rows of it, nor a quote, which may take the next row with it.
            noise[i] = (byte) (noise[i] | 0x80);
        }
        int row = random.nextInt(rows.size() + 1);
        return row < rows.size() ? rows.get(row).getBytes(StandardCharsets.UTF_8) : noise;
    }

    private byte[] badPicture() {
        byte[] whole = Pictures.jpeg(5);
        byte[] noise = new byte[5_000];
        random.nextBytes(noise);
        return switch (random.nextInt(6)) {
            case 0 -> Pictures.ofManyScans(5_000);
            case 1 -> Pictures.png(12_000_000, 1);
            case 2 -> Arrays.copyOf(whole, whole.length / 2);
            case 3 -> Pictures.png(65_535, 65_535, noise);
            case 4 -> new byte[0];
            default -> noise;
        };
    }

    private static void badNames(Path frames) throws IOException {
        for (String name :
                List.of("\u001b[2J.jpg", "line\nfeed.jpg", "99999999T999999Z.jpg", "no time.jpg", ".hidden.jpg")) {
            Files.write(frames.resolve(name), Pictures.jpeg(9));
        }
        Files.createDirectories(frames.resolve("folder.jpg"));
        Files.createSymbolicLink(frames.resolve("20260601T000000Z.jpg"), Path.of("/dev/zero"));
    }
}
