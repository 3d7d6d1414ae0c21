package org.skycast.server.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The archive as a server or an image has it: unpacked into an empty folder, and run from there. */
class ServerArchiveIT {

    private static final Path ARCHIVE = Path.of(System.getProperty("archive"));
    private static final String VERSION = System.getProperty("version");

    @TempDir
    static Path folder;

    private record Ended(int code, String printed) {}

    private static Path home() {
        return folder.resolve("skycast-" + VERSION);
    }

    private static Ended run(Map<String, String> environment, String... command) throws Exception {
        Path printed = Files.createTempFile(folder, "printed", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It does not end: " + List.of(command));
        }
        return new Ended(process.exitValue(), Files.readString(printed));
    }

    private static Ended skycast(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home().resolve("bin/skycast").toString()));
        command.addAll(List.of(arguments));
        return run(environment, command.toArray(String[]::new));
    }

    @BeforeAll
    static void unpack() throws Exception {
        assertThat(run(Map.of(), "tar", "-xzf", ARCHIVE.toAbsolutePath().toString()))
                .isEqualTo(new Ended(0, ""));
    }

    @Test
    void holdsTheTopologyAndNoBroker() throws IOException {
        System.out.printf("%s has %.1f MB.%n", ARCHIVE.getFileName(), Files.size(ARCHIVE) / 1e6);
        try (Stream<Path> lib = Files.list(home().resolve("lib"))) {
            assertThat(lib.map(file -> file.getFileName().toString()))
                    .contains("streams-app.jar", "dashboard.jar", "trials.jar", "delivery.jar", "rocksdbjni.jar")
                    .noneMatch(name -> name.matches("(sandbox|kafka_|kafka-server|scala).*"));
        }
    }

    @Test
    void commandsRunAndAnswerByTheirExitCodes() throws Exception {
        assertThat(skycast(Map.of(), "--version").printed()).contains(VERSION);
        assertThat(skycast(Map.of(), "nothing").code()).isEqualTo(2);
        Ended settings = skycast(Map.of("SKYCAST_STREAMS_THREADS", "3"), "streams", "--print-settings");
        assertThat(settings.code()).as(settings.printed()).isZero();
        assertThat(settings.printed()).contains("threads: 3");
    }

    /** Where /tmp may not be executed from, as in a container whose root is read-only. */
    @Test
    void nativesAreLoadedFromTheArchive() throws Exception {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Map<String, String> environment = Map.of("SKYCAST_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        Ended verified = skycast(
                environment,
                "models",
                "verify",
                "--bundle",
                home().resolve("models/skycast").toString());
        assertThat(verified.code()).as(verified.printed()).isZero();
        assertThat(verified.printed()).contains("golden cases");
        // It checks that RocksDB can be loaded, and then finds no broker.
        Ended started = skycast(
                environment,
                "streams",
                "--config",
                Files.writeString(folder.resolve("streams.yaml"), """
                                kafka: { bootstrap.servers: "127.0.0.1:1", schema.registry.url: "http://127.0.0.1:1" }
                                bundle: "%s"
                                waitForBroker: PT0S
                                """.formatted(home().resolve("models/skycast")))
                        .toString());
        assertThat(started.code()).as(started.printed()).isNotZero();
        assertThat(started.printed()).contains("No broker answers at 127.0.0.1:1");
        try (Stream<Path> left = Files.walk(temporary)) {
            assertThat(left.filter(file -> file.toString().contains(".so"))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"topology, streams", "dashboard, serve"})
    void unitsAreUnderstoodBySystemd(String name, String command) throws Exception {
        boolean there = run(Map.of(), "sh", "-c", "command -v systemd-analyze").code() == 0;
        if (!there) {
            System.out.println("SKIPPED unitsAreUnderstoodBySystemd: there is no systemd-analyze on this machine.");
        }
        assumeThat(there).isTrue();
        String file = "skycast-%s.service".formatted(name);
        String unit = Files.readString(home().resolve("systemd").resolve(file));
        assertThat(unit).contains("ExecStart=/opt/skycast/bin/skycast %s ".formatted(command));
        // systemd looks whether the program and the page are there.
        Path here = Files.writeString(folder.resolve(file), unit.replace("/opt/skycast/", home() + "/"));
        assertThat(run(Map.of(), "systemd-analyze", "verify", here.toString())).isEqualTo(new Ended(0, ""));
    }
}
