package org.skycast.edge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.source.open.Sources;
import org.skycast.settings.SettingsException;

class SourceSettingsTest {

    private static final String STATION = """
            spool: { file: spool.db }
            stations:
              - id: a
                name: A
                site: { latitude: 1, longitude: 2, altitude: 3 }
            """;

    @TempDir
    Path folder;

    private EdgeConfig read(String sources, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("edge.yaml"), STATION + sources.indent(4));
        return EdgeConfig.read(file, environment);
    }

    private Sources open(String sources) throws IOException {
        var around = Sources.Surroundings.unattended(InstantSource.system());
        return Sources.followed(
                read(sources, Map.of()).stations().stream()
                        .map(EdgeConfig.StationSources::sources)
                        .toList(),
                around);
    }

    @Test
    void kindIsToldByTheKeyThatIsThereAndTheRestHasDefaults() throws IOException {
        var station = read("""
                frames: { snapshot: { url: "http://cam/x.jpg" } }
                readings:
                  - mqtt: { broker: "mqtts://broker", topic: weather/loop }
                    map: weewx
                  - receive: { port: 8087, protocol: ecowitt }
                  - command: [read, it]
                    columns: { air_temperature: { column: t, units: degC } }
                """, Map.of()).stations().get(0);
        assertThat(station.frames().orElseThrow())
                .isEqualTo(new SnapshotFrames(
                        new Snapshot(
                                java.net.URI.create("http://cam/x.jpg"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Duration.ofSeconds(20),
                                20.0,
                                Optional.empty()),
                        new Cadence(Duration.ofMinutes(5), Duration.ZERO)));
        assertThat(station.readings().get(0)).isInstanceOfSatisfying(MqttReadings.class, mqtt -> {
            assertThat(mqtt.mqtt().port()).isEqualTo(8883);
            assertThat(mqtt.mqtt().isTls()).isTrue();
        });
        assertThat(station.readings().get(1)).isInstanceOfSatisfying(ReceivedReadings.class, received -> {
            assertThat(received.receive().path()).isEqualTo("/data/report/");
            assertThat(received.names()).isEqualTo(new FieldNames.Named("ecowitt"));
        });
        assertThat(station.readings().get(2)).isInstanceOf(CommandReadings.class);
    }

    @Test
    void secretsComeFromTheEnvironmentOrAFileAndAreNeverPrinted() throws IOException {
        String sources = "frames: { snapshot: { url: \"http://cam/x.jpg?token=t0ken\", user: u } }";
        var frames =
                (SnapshotFrames) read(sources, Map.of("SKYCAST_EDGE_STATIONS__0__FRAMES__SNAPSHOT__PASSWORD", "s3cret"))
                        .stations()
                        .get(0)
                        .frames()
                        .orElseThrow();
        assertThat(frames.snapshot().login().secret()).contains("s3cret");
        assertThat(frames.toString()).doesNotContain("s3cret");
        assertThat(frames.snapshot().shownUrl()).isEqualTo("http://cam/x.jpg");
        Files.writeString(folder.resolve("password"), "fr0mfile\n");
        var fromFile = (SnapshotFrames) read(sources.replace("user: u", "user: u, passwordFile: password"), Map.of())
                .stations()
                .get(0)
                .frames()
                .orElseThrow();
        assertThat(fromFile.snapshot().login().secret()).contains("fr0mfile");
    }

    @Test
    void passwordThatYamlReadsAsANumberIsRefusedInTheFileAndTextInTheEnvironment() throws IOException {
        String sources = "frames: { snapshot: { url: \"http://cam/x.jpg\", user: u";
        for (String password : List.of("0123", "no", "1e3")) {
            assertThatThrownBy(() -> read(sources + ", password: " + password + " } }", Map.of()))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("must stand in quotes");
            var frames = (SnapshotFrames)
                    read(sources + " } }", Map.of("SKYCAST_EDGE_STATIONS__0__FRAMES__SNAPSHOT__PASSWORD", password))
                            .stations()
                            .get(0)
                            .frames()
                            .orElseThrow();
            assertThat(frames.snapshot().login().secret()).contains(password);
        }
    }

    @Test
    void stationWithoutASiteOrAnIdIsRefusedBeforeAnythingIsTaken() throws IOException {
        String sources = "    frames: { directory: x }\n";
        for (String site : List.of("", "    site: { latitude: 1, longitude: 2 }\n")) {
            Path file = Files.writeString(folder.resolve("site.yaml"), "stations:\n  - id: a\n" + site + sources);
            assertThatThrownBy(() -> EdgeConfig.read(file, Map.of()))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("latitude")
                    .hasMessageContaining("altitude");
        }
        Path file = Files.writeString(folder.resolve("id.yaml"), "stations:\n  - name: a\n" + sources);
        assertThatThrownBy(() -> EdgeConfig.read(file, Map.of())).hasMessageContaining("The station's id is missing");
    }

    @Test
    void modelWithoutABundleIsRefused() throws IOException {
        Path file = Files.writeString(
                folder.resolve("model.yaml"),
                STATION + "    frames: { directory: x }\ninference: { forecast: edge }\n");
        assertThatThrownBy(() -> EdgeConfig.read(file, Map.of())).hasMessageContaining("No bundle is named");
    }

    @Test
    void elementThatTheEnvironmentNamesAndIsNotThereIsRefused() {
        assertThatThrownBy(() ->
                        read("frames: { directory: x }", Map.of("SKYCAST_EDGE_STATIONS__1__FRAMES__DIRECTORY", "y")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("element '1'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frames: { snapsot: { url: x } } | did you mean 'snapshot'?",
                "frames: { snapshot: { uri: 'http://cam/' } } | did you mean 'url'?",
                "frames: { snapshot: { user: x } } | has no url that can be used",
                "frames: { snapshot: { url: 'http://u:p@cam/' } } | keys of their own",
                "frames: { snapshot: { url: 'http://cam/', password: a, passwordFile: b } } | keep one of them",
                "frames: { every: PT5M } | Give one of directory, snapshot, command; there is none.",
                "frames: { directory: x, command: [y] } | there is directory and command",
                "frames: { directory: x, every: PT5M } | 'every' does not go with 'directory'",
                "frames: { command: [] } | give the program and its arguments",
                "frames: { command: [x], every: PT0.1S } | give at least PT1S",
                "frames: { command: [x], every: PT1M, jitter: PT1M } | less than every",
                "frames: { directory: ., zone: Mars } | 'Mars' is no time zone",
                "readings: { mqtt: { topic: t }, map: weewx } | No broker is named",
                "readings: { mqtt: { broker: 'mqtt://b' }, map: weewx } | No topic is named",
                "readings: { mqtt: { broker: 'mqtt://b', topic: t } } | Neither map nor columns",
                "readings: { mqtt: { broker: 'mqtt://b', topic: t }, map: weewxx } | weewxx",
                "readings: { mqtt: { broker: 'mqtt://b', topic: t }, map: weewx, columns: {} } | keep one of them",
                "readings: { receive: { protocol: ecowitt } } | The port is null",
                "readings: { receive: { port: 80, protocol: acurite } } | acurite",
                "readings: { command: [x], columns: { wind: { column: w, units: m/s } } } | 'wind'",
                "readings: { command: [x], columns: { wind_speed: { column: w, units: furlong } } } | 'furlong'",
                "readings: { command: [x], columns: { wind_speed: { column: w } } } | both column and units",
                "readings: { command: [x], columns: { wind_speed: { column: w, unit: m/s } } } | did you mean 'units'?",
                "readings: { command: [x], columns: {} } | No field is named",
                "readings: { csv: x } | No columns are named",
                "readings: { csv: x, columns: { wind_speed: w } } | known are column, units",
                "readings: { mqtt: { brokr: x } } | did you mean 'broker'?",
                "readings: { csv: x.csv, columns: { wind_speed: { column: w, units: furlong } } } | 'furlong'",
                "readings: [ { receive: { port: 80, protocol: ecowitt } }, { receive: { port: 80, protocol: ecowitt } } ]"
                        + " | named twice"
            })
    void mistakesAreNamedInOneSentence(String sources, String said) {
        assertThatThrownBy(() -> open(sources))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(said)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void liveSourcesCannotBeReadOnceAndAbsentFilesAreNamed() throws IOException {
        var around = Sources.Surroundings.unattended(InstantSource.system());
        var live = read("readings: { receive: { port: 80, protocol: ecowitt } }", Map.of())
                .stations()
                .get(0)
                .sources();
        assertThatThrownBy(() -> Sources.recorded(java.util.List.of(live), around))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("--once");
        var absent = read("frames: { directory: absent }", Map.of())
                .stations()
                .get(0)
                .sources();
        assertThatThrownBy(() -> Sources.recorded(java.util.List.of(absent), around))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("absent");
        assertThat(Sources.followed(java.util.List.of(absent), around).pulled()).hasSize(1);
    }

    @Test
    void ticksAreAlignedJitteredAndMissedOnesAreLeftOut() {
        var cadence = new Cadence(Duration.ofMinutes(5), Duration.ofSeconds(30));
        var now = java.time.Instant.parse("2026-06-01T00:02:00Z");
        Cadence.Tick first = cadence.after(-1, now, 7);
        assertThat(first.due())
                .isBetween(
                        java.time.Instant.parse("2026-06-01T00:05:00Z"),
                        java.time.Instant.parse("2026-06-01T00:05:30Z"));
        assertThat(cadence.after(-1, now, 7)).isEqualTo(first);
        assertThat(cadence.after(first.number(), first.due(), 7).number()).isEqualTo(first.number() + 1);
        Cadence.Tick late = cadence.after(first.number(), first.due().plusSeconds(3600), 7);
        assertThat(late.due()).isAfterOrEqualTo(first.due().plusSeconds(3600));
        assertThat(late.number() - first.number()).isBetween(12L, 13L);
    }
}
