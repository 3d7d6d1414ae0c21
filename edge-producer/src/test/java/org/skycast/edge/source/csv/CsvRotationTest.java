package org.skycast.edge.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.report.Column;

class CsvRotationTest {

    private static final String HEADER = "time,t\n";
    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant NOW = BEGIN.plusSeconds(10_000_000);
    private static final int SEEDS = 100;

    @TempDir
    Path folder;

    /** How a log is rotated. */
    enum Rotation {
        RENAMED,
        RENAMED_AND_ZIPPED,
        COPIED_AND_CUT,
        COPIED_ZIPPED_AND_CUT,
        DATED
    }

    /** A logger, its log and whoever rotates it. */
    private static final class Logger {
        final Path path;
        final Rotation rotation;
        long written;
        private int rotations;

        Logger(Path path, Rotation rotation) throws IOException {
            this.path = path;
            this.rotation = rotation;
            Files.writeString(path, HEADER);
        }

        String row(long number) {
            return BEGIN.plusSeconds(60 * number) + "," + number % 7 + "\n";
        }

        void write(int rows) throws IOException {
            for (int i = 0; i < rows; i++) {
                append(row(written++));
            }
        }

        /** Part of a row now and the rest later, as a logger that is cut off while it writes. */
        void writeHalf(Runnable between) throws IOException {
            String row = row(written++);
            append(row.substring(0, 9));
            between.run();
            append(row.substring(9));
        }

        void append(String text) throws IOException {
            Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        void rotate() throws IOException {
            String name = path.getFileName().toString();
            for (int i = rotations; i > 0; i--) {
                for (String ending : List.of("", ".gz")) {
                    Path from = path.resolveSibling(name + "." + i + ending);
                    if (Files.exists(from)) {
                        Files.move(from, path.resolveSibling(name + "." + (i + 1) + ending));
                    }
                }
            }
            rotations++;
            Path first = path.resolveSibling(name + ".1");
            switch (rotation) {
                case RENAMED -> renew(first);
                case RENAMED_AND_ZIPPED -> {
                    renew(first);
                    zip(first);
                }
                case COPIED_AND_CUT -> {
                    Files.copy(path, first);
                    cut();
                }
                case COPIED_ZIPPED_AND_CUT -> {
                    Files.copy(path, first);
                    cut();
                    zip(first);
                }
                case DATED -> renew(path.resolveSibling("log-%08d.csv".formatted(20260600 + rotations)));
            }
        }

        private void renew(Path to) throws IOException {
            Files.move(path, to, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(path, HEADER);
        }

        /** In place; a logger that appends goes on without a header. */
        private void cut() throws IOException {
            try (var out = Files.newByteChannel(path, StandardOpenOption.WRITE)) {
                out.truncate(0);
            }
        }

        private void zip(Path file) throws IOException {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(file + ".gz")))) {
                Files.copy(file, out);
            }
            Files.delete(file);
        }
    }

    private ReadingCsv source(Path path) {
        return new ReadingCsv(
                "a",
                new CsvReadings(
                        path,
                        "time",
                        Map.of("air_temperature", new Column("t", "degC")),
                        Optional.empty(),
                        Optional.empty()),
                true,
                new EdgeMetrics(),
                () -> NOW);
    }

    @ParameterizedTest
    @EnumSource
    void eachRowIsTakenOnceHoweverTheLogIsRotatedAndWheneverTheEdgeIsRestarted(Rotation rotation) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Path run = Files.createDirectory(folder.resolve("run" + seed));
            // Another logger's, with the same columns and later times.
            Files.writeString(run.resolve("log-2.csv"), HEADER + BEGIN.plusSeconds(100_000_000) + ",1\n");
            var random = new Random(seed);
            var logger = new Logger(run.resolve("log.csv"), rotation);
            var kept = new ArrayList<Sample>();
            ReadingCsv source = source(logger.path);
            logger.write(1);
            kept.addAll(source.takeBefore(Instant.MAX));
            for (int step = 0; step < 40; step++) {
                switch (random.nextInt(6)) {
                    case 0 -> logger.write(1 + random.nextInt(4));
                    case 1 -> logger.rotate();
                    case 2 -> {
                        source.close();
                        source = source(logger.path);
                        source.resumeAfter(kept.get(kept.size() - 1).item());
                    }
                    case 3 -> {
                        ReadingCsv reading = source;
                        logger.writeHalf(() -> kept.addAll(reading.takeBefore(Instant.MAX)));
                    }
                    case 4 ->
                        kept.addAll(source.takeBefore(
                                BEGIN.plusSeconds(60 * Math.max(0, logger.written - random.nextInt(4)))));
                    default -> kept.addAll(source.takeBefore(Instant.MAX));
                }
            }
            logger.write(1);
            // Once to come to the end of a file, and once to find that there is another.
            kept.addAll(source.takeBefore(Instant.MAX));
            kept.addAll(source.takeBefore(Instant.MAX));
            source.close();
            assertThat(kept)
                    .as("seed %d", seed)
                    .extracting(Sample::at)
                    .containsExactlyElementsOf(LongStream.range(0, logger.written)
                            .mapToObj(number -> BEGIN.plusSeconds(60 * number))
                            .toList());
        }
    }

    @Test
    void numberOfARowThatAnEarlierVersionKeptIsUnderstood() throws IOException {
        var logger = new Logger(folder.resolve("log.csv"), Rotation.RENAMED);
        logger.write(5);
        ReadingCsv source = source(logger.path);
        source.resumeAfter("3");
        assertThat(source.takeBefore(Instant.MAX)).hasSize(2);
    }

    @Test
    void fileThatWasRewrittenGoesOnAfterTheLastTimeWithoutRepeating() throws IOException {
        var logger = new Logger(folder.resolve("log.csv"), Rotation.RENAMED);
        logger.write(5);
        List<Sample> taken = source(logger.path).takeBefore(Instant.MAX);
        Files.writeString(
                logger.path,
                Files.readString(logger.path).replace("time,t", "time,more,t").replace(",", ",0,"));
        Files.writeString(logger.path, Files.readString(logger.path).replace("time,0,more,0,t", "time,more,t"));
        logger.append(BEGIN.plusSeconds(60 * 5) + ",0,1\n");
        ReadingCsv source = source(logger.path);
        source.resumeAfter(taken.get(4).item());
        assertThat(source.takeBefore(Instant.MAX)).extracting(Sample::at).containsExactly(BEGIN.plusSeconds(300));
    }

    @Test
    void counterIsDifferencedOverARestartAndSetBack() throws IOException {
        Path path = Files.writeString(
                folder.resolve("rain.csv"),
                "time,r\n2026-06-01T00:00:00Z,5\n2026-06-01T00:01:00Z,5.5\n2026-06-01T00:02:00Z,0.25\n");
        List<Double> amounts = new ArrayList<>();
        String item = "0";
        for (int i = 0; i < 3; i++) {
            var source = new ReadingCsv(
                    "a",
                    new CsvReadings(
                            path,
                            "time",
                            Map.of("thickness_of_rainfall_amount", new Column("r", "mm", true)),
                            Optional.empty(),
                            Optional.empty()),
                    true,
                    new EdgeMetrics(),
                    () -> NOW);
            source.resumeAfter(item);
            Sample.Values next = (Sample.Values)
                    source.takeBefore(BEGIN.plusSeconds(60 * i + 1)).get(0);
            amounts.add(next.values().get(org.skycast.nowcast.observe.Variable.RAIN));
            item = next.item();
            source.close();
        }
        assertThat(amounts).containsExactly(null, 0.5, 0.25);
    }

    @Test
    void lineThatIsNotWellFormedCostsNothingButItself() throws IOException {
        var logger = new Logger(folder.resolve("log.csv"), Rotation.RENAMED);
        logger.write(1);
        logger.append("\"x\"y,\"\n");
        logger.append("\"" + "z".repeat(200_000) + "\n");
        logger.write(2);
        assertThat(source(logger.path).takeBefore(Instant.MAX)).hasSize(3);
    }
}
