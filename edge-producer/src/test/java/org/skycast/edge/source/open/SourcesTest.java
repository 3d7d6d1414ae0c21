package org.skycast.edge.source.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.source.csv.CsvReadings;
import org.skycast.edge.source.csv.ReadingCsv;
import org.skycast.edge.source.directory.DirectoryFrames;
import org.skycast.edge.source.directory.DirectoryFrames.TimeFrom;
import org.skycast.edge.source.directory.FrameDirectory;
import org.skycast.edge.source.report.Column;
import org.skycast.edge.source.report.Units;
import org.skycast.nowcast.observe.Variable;
import org.skycast.settings.SettingsException;

class SourcesTest {

    private static final String CSV = """
            time,t,rh
            2026-06-01T00:00:00Z,50,
            2026-06-01T00:01:00Z,n/a,80
            whenever,50,80
            2026-06-01T00:02:00Z,59,81
            """;

    @TempDir
    Path folder;

    private final EdgeMetrics metrics = new EdgeMetrics();
    private final Set<String> takenBefore = new TreeSet<>(Set.of("20260601T0000.jpg"));
    private final TakenItems taken = new TakenItems() {
        @Override
        public Optional<String> last(String source) {
            return Optional.empty();
        }

        @Override
        public boolean has(String source, String item) {
            return takenBefore.contains(item);
        }

        @Override
        public void forgetAllBut(String source, Set<String> present) {
            takenBefore.retainAll(present);
        }
    };

    private ReadingCsv csv(Path file, boolean follow) {
        return new ReadingCsv(
                "a",
                new CsvReadings(
                        file,
                        "time",
                        Map.of(
                                "air_temperature", new Column("t", "degF"),
                                "relative_humidity", new Column("rh", "%")),
                        Optional.empty(),
                        Optional.empty()),
                follow,
                metrics);
    }

    private static List<Map<Variable, Double>> values(List<Sample> taken) {
        return taken.stream().map(one -> ((Sample.Values) one).values()).toList();
    }

    @Test
    void cellsAreConvertedAndWhatIsMissingStaysMissing() throws IOException {
        Path file = Files.writeString(folder.resolve("r.csv"), CSV);
        ReadingCsv source = csv(file, false);
        List<Map<Variable, Double>> values = values(source.takeBefore(Instant.MAX));
        assertThat(values).hasSize(3);
        assertThat(values.get(0)).containsOnlyKeys(Variable.AIR_TEMPERATURE);
        assertThat(values.get(0).get(Variable.AIR_TEMPERATURE)).isCloseTo(10, within(1e-9));
        assertThat(values.get(1)).containsOnlyKeys(Variable.RELATIVE_HUMIDITY);
        assertThat(values.get(2).get(Variable.AIR_TEMPERATURE)).isCloseTo(15, within(1e-9));
        assertThat(metrics.counts()).containsEntry("unreadable.a/readings/r.csv", 2L);
        assertThat(source.isExhausted()).isTrue();
    }

    @Test
    void gzippedFileIsRead() throws IOException {
        Path file = folder.resolve("r.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(csv(file, false).takeBefore(Instant.MAX)).hasSize(3);
    }

    @Test
    void followedFileGivesTheRowsThatAreAppendedAndARestartGoesOn() throws IOException {
        Path file = Files.writeString(folder.resolve("r.csv"), CSV);
        ReadingCsv source = csv(file, true);
        List<Sample> first = source.takeBefore(Instant.MAX);
        assertThat(source.next()).isEmpty();
        assertThat(source.isExhausted()).isFalse();
        Files.writeString(file, CSV + "2026-06-01T00:03:00Z,50,80\n");
        assertThat(source.takeBefore(Instant.MAX)).hasSize(1);
        // A row that is only half written waits for its end.
        Files.writeString(file, CSV + "2026-06-01T00:03:00Z,50,80\n2026-06-01T00:04:00Z,5");
        assertThat(source.takeBefore(Instant.MAX)).isEmpty();
        Files.writeString(file, CSV + "2026-06-01T00:03:00Z,50,80\n2026-06-01T00:04:00Z,50,80\n");
        assertThat(values(source.takeBefore(Instant.MAX)).get(0).get(Variable.AIR_TEMPERATURE))
                .isCloseTo(10, within(1e-9));
        ReadingCsv restarted = csv(file, true);
        restarted.resumeAfter(first.get(first.size() - 1).item());
        assertThat(restarted.takeBefore(Instant.MAX)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "AIR_TEMPERATURE, K, 273.15, 0",
        "PRESSURE, inHg, 29.92, 1013.2076",
        "PRESSURE, kPa, 101.325, 1013.25",
        "WIND_SPEED, km/h, 36, 10",
        "WIND_SPEED, kn, 10, 5.14444",
        "WIND_SPEED, mph, 10, 4.4704",
        "RELATIVE_HUMIDITY, 1, 0.8, 80",
        "VISIBILITY, km, 10, 10000",
        "RAIN, in, 1, 25.4",
        "GHI, W/m2, 500, 500"
    })
    void unitsAreConverted(Variable variable, String unit, double from, double to) {
        assertThat(Units.conversion(variable, unit).applyAsDouble(from)).isCloseTo(to, within(1e-3));
    }

    @Test
    void mistakesInTheConfigurationAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("r.csv"), "time,temp\n");
        assertThatThrownBy(() -> csv(file, false).next())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("they have time, temp");
        assertThatThrownBy(() -> Units.conversion(Variable.PRESSURE, "furlong")).hasMessageContaining("'furlong'");
        assertThatThrownBy(() -> Units.conversion(Variable.PRESSURE, "m/s")).hasMessageContaining("does not measure");
        assertThatThrownBy(() -> csv(folder.resolve("absent.csv"), false).next())
                .hasMessageContaining("absent.csv");
    }

    private FrameDirectory frames(TimeFrom time, Instant[] now) {
        return new FrameDirectory(
                "a",
                new DirectoryFrames(folder, time, "yyyyMMdd'T'HHmm", "Europe/Oslo", Optional.empty(), Optional.empty()),
                true,
                metrics,
                () -> now[0],
                taken);
    }

    @Test
    void framesComeInTheOrderOfTheirNamesAndNewOnesAsTheyCome() throws IOException {
        for (String name :
                List.of("20260601T0210.jpg", "20260601T0200.jpg", "20260601T0000.jpg", "notes.txt", "x.jpg")) {
            Files.write(folder.resolve(name), new byte[] {1});
        }
        Instant[] now = {Instant.now().plusSeconds(60)};
        FrameDirectory source = frames(TimeFrom.name, now);
        assertThat(source.next()).contains(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(source.takeBefore(Instant.parse("2026-06-01T00:10:00Z"))).hasSize(1);
        assertThat(source.takeBefore(Instant.MAX)).extracting(Sample::item).containsExactly("20260601T0210.jpg");
        assertThat(metrics.counts()).containsEntry("unreadable." + source.name(), 1L);
        // One that was copied late, with an earlier time.
        Files.write(folder.resolve("20260601T0150.jpg"), new byte[] {1});
        assertThat(source.next()).isEmpty();
        now[0] = now[0].plusSeconds(5);
        assertThat(source.takeBefore(Instant.MAX)).extracting(Sample::item).containsExactly("20260601T0150.jpg");
    }

    @Test
    void namesAreForgottenOnceTheirFilesHaveBeenAwayForAWhile() throws IOException {
        takenBefore.add("20260601T0100.jpg");
        Files.write(folder.resolve("20260601T0200.jpg"), new byte[] {1});
        Instant[] now = {Instant.now().plusSeconds(60)};
        FrameDirectory source = frames(TimeFrom.name, now);
        assertThat(source.next()).isPresent();
        assertThat(takenBefore).hasSize(2);
        // Of a directory that is empty all of a sudden, nothing is forgotten: it may not be mounted.
        Files.move(folder.resolve("20260601T0200.jpg"), folder.resolve("away"));
        now[0] = now[0].plusSeconds(4000);
        source.next();
        assertThat(takenBefore).hasSize(2);
        Files.move(folder.resolve("away"), folder.resolve("20260601T0200.jpg"));
        now[0] = now[0].plusSeconds(4000);
        source.next();
        assertThat(takenBefore).isEmpty();
    }

    @Test
    void timeMayBeWhenTheFileWasWritten() throws IOException {
        Instant written = Instant.parse("2026-06-01T01:02:03Z");
        Files.setLastModifiedTime(Files.write(folder.resolve("x.png"), new byte[] {1}), FileTime.from(written));
        assertThat(frames(TimeFrom.modified, new Instant[] {Instant.now()}).next())
                .contains(written);
    }

    @Test
    void timeMayBeWhatTheCameraWroteIntoTheFrame() throws IOException {
        Files.write(folder.resolve("x.jpg"), jpegWithExif("2026:06:01 02:03:04"));
        assertThat(frames(TimeFrom.exif, new Instant[] {Instant.now().plusSeconds(60)})
                        .next())
                .contains(Instant.parse("2026-06-01T00:03:04Z"));
    }

    /** An EXIF segment with nothing but DateTimeOriginal, by the TIFF 6.0 and Exif 2.3 layouts, little-endian. */
    private static byte[] jpegWithExif(String time) {
        ByteBuffer tiff = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        tiff.putShort((short) 1)
                .putShort((short) 0x8769)
                .putShort((short) 4)
                .putInt(1)
                .putInt(26)
                .putInt(0);
        tiff.putShort((short) 1)
                .putShort((short) 0x9003)
                .putShort((short) 2)
                .putInt(20)
                .putInt(44)
                .putInt(0);
        tiff.put(time.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer file = ByteBuffer.allocate(80);
        file.putShort((short) 0xffd8).putShort((short) 0xffe1).putShort((short) (2 + 6 + 64));
        file.put(new byte[] {'E', 'x', 'i', 'f', 0, 0}).put(tiff.array()).putShort((short) 0xffd9);
        return file.array();
    }

    @Test
    void examplesCanBeRead() {
        Path examples = Path.of("..", "docs", "examples");
        EdgeConfig real = EdgeConfig.read(examples.resolve("real-data.yaml"), Map.of());
        assertThat(real.stations())
                .extracting(EdgeConfig.StationSources::id)
                .containsExactly("katkam", "dtu", "dongsi", "huairou");
        EdgeConfig own =
                EdgeConfig.read(examples.resolve("station.yaml"), Map.of("SKYCAST_EDGE_SPOOL__FILE", "elsewhere.db"));
        assertThat(own.spool().file())
                .isEqualTo(examples.resolve("elsewhere.db").toAbsolutePath().normalize());
        assertThat(own.stations().get(0).frames().orElseThrow())
                .isInstanceOfSatisfying(
                        DirectoryFrames.class,
                        frames -> assertThat(frames.directory().isAbsolute()).isTrue());
        for (String name : List.of("weewx.yaml", "ecowitt.yaml")) {
            EdgeConfig live = EdgeConfig.read(examples.resolve(name), Map.of());
            var around = Sources.Surroundings.unattended(InstantSource.system());
            List<Sources.Station> stations = live.stations().stream()
                    .map(EdgeConfig.StationSources::sources)
                    .toList();
            assertThat(Sources.followed(stations, around).live()).isNotEmpty();
        }
    }
}
