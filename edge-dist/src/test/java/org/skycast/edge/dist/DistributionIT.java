package org.skycast.edge.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive as its user has it: unpacked into an empty folder, and run from there. */
class DistributionIT {

    private static final Path ARCHIVE = Path.of(System.getProperty("archive"));
    private static final String VERSION = System.getProperty("version");

    @TempDir
    static Path folder;

    private record Ended(int code, String printed) {}

    private static Path home() {
        return folder.resolve("skycast-edge-" + VERSION);
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

    private static Ended edge(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home().resolve("bin/skycast-edge").toString()));
        command.addAll(List.of(arguments));
        return run(Map.of(), command.toArray(String[]::new));
    }

    @BeforeAll
    static void unpack() throws Exception {
        assertThat(run(Map.of(), "tar", "-xzf", ARCHIVE.toAbsolutePath().toString()))
                .isEqualTo(new Ended(0, ""));
    }

    private static List<String> files(String where) throws IOException {
        try (Stream<Path> all = Files.walk(home().resolve(where))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> home().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void archiveIsAtMost80MegabytesAndHoldsNeitherTopologyNorBroker() throws IOException {
        long bytes = Files.size(ARCHIVE);
        System.out.printf("%s has %.1f MB.%n", ARCHIVE.getFileName(), bytes / 1e6);
        assertThat(bytes).isLessThanOrEqualTo(80_000_000L);
        assertThat(files("lib"))
                .contains("lib/edge-producer.jar", "lib/kafka-clients.jar", "lib/inference.jar", "lib/onnxruntime.jar")
                .noneMatch(name ->
                        name.matches(".*(rocksdb|kafka_|kafka-streams|kafka-server|streams-app|sandbox|scala).*"));
    }

    @Test
    void nativesOfBothPlatformsAreThereAsTheirOwnElfFiles() throws IOException {
        // e_machine of the ELF header: 62 is x86-64, 183 AArch64.
        Map<String, Integer> machines = Map.of("x86_64", 62, "aarch64", 183);
        for (var platform : machines.entrySet()) {
            for (String name : List.of(
                    "libonnxruntime.so",
                    "libonnxruntime4j_jni.so",
                    "libsqlitejdbc.so",
                    "libzstd-jni.so",
                    "libsnappyjava.so")) {
                byte[] elf = Files.readAllBytes(
                        home().resolve("native").resolve(platform.getKey()).resolve(name));
                assertThat(elf[18] & 0xff).as(platform.getKey() + " " + name).isEqualTo(platform.getValue());
            }
        }
    }

    @Test
    void versionIsPrinted() throws Exception {
        Ended ended = edge("--version");
        assertThat(ended.code()).as(ended.printed()).isZero();
        assertThat(ended.printed()).startsWith("Skycast edge " + VERSION);
        assertThat(edge("nothing").code()).isEqualTo(2);
    }

    @Test
    void linkToItRunsItAsWell() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("linked"), home().resolve("bin/skycast-edge"));
        assertThat(run(Map.of(), link.toString(), "version").printed()).startsWith("Skycast edge " + VERSION);
    }

    /** A station whose broker is away. */
    private static Path station(int httpPort) throws IOException {
        Path station = Files.createTempDirectory(folder, "station");
        Files.writeString(station.resolve("r.csv"), "time,t\n2026-06-01T00:00:00Z,50\n2026-06-01T00:01:00Z,51\n");
        return Files.writeString(
                station.resolve("edge.yaml"), """
                kafka: { bootstrap.servers: "127.0.0.1:1", schema.registry.url: "http://127.0.0.1:1" }
                spool: { file: spool.db, maxMegabytes: 10 }
                operation: { httpPort: %d, heartbeat: PT0S }
                inference: { bundle: "%s", auditEvery: 6 }
                stations:
                  - id: a
                    name: A
                    site: { latitude: 1, longitude: 2, altitude: 3 }
                    readings: { csv: r.csv, columns: { air_temperature: { column: t, units: degF } } }
                """.formatted(httpPort, home().resolve("models/skycast")));
    }

    @Test
    void checkRunsTheModelWithoutUnpackingNatives() throws Exception {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Ended ran = run(
                Map.of("SKYCAST_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary),
                home().resolve("bin/skycast-edge").toString(),
                "check",
                "--timeout",
                "20",
                "--config",
                station(-1).toString());
        assertThat(ran.printed().lines())
                .anyMatch(line -> line.matches("model +ok +.*"))
                .anyMatch(line -> line.matches("uplink a +FAILED +No broker answers at 127.0.0.1:1;.*"));
        assertThat(ran.code()).isEqualTo(1);
        try (Stream<Path> left = Files.walk(temporary)) {
            assertThat(left.filter(file -> file.toString().endsWith(".so"))).isEmpty();
        }
    }

    @Test
    void edgeRunsTellsItsStatusAndLeavesAWholeSpool() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path config = station(port);
        Path log = folder.resolve("edge.log");
        var builder = new ProcessBuilder(
                        home().resolve("bin/skycast-edge").toString(), "run", "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process edge = builder.start();
        try {
            Ended status = edge("status", "--config", config.toString());
            for (int tries = 0; tries < 60 && !status.printed().contains("2 wait"); tries++) {
                assertThat(edge.isAlive()).as(Files.readString(log)).isTrue();
                status = edge("status", "--config", config.toString());
            }
            System.out.println(status.printed());
            assertThat(status.printed())
                    .contains("2 wait")
                    .contains("newest reading")
                    .contains("uplink");
            assertThat(status.code()).isZero();
            String live = home().resolve("bin/skycast-edge-live").toString();
            assertThat(run(Map.of(), live, Integer.toString(port)).code()).isZero();
            assertThat(run(Map.of(), live, "1").code()).isNotZero();
        } finally {
            edge.destroy();
            if (!edge.waitFor(60, TimeUnit.SECONDS)) {
                edge.destroyForcibly();
            }
        }
        assertThat(edge("check", "--config", config.toString(), "--timeout", "5")
                        .printed()
                        .lines())
                .anyMatch(line -> line.matches("spool +ok +whole, 2 wait.*"));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tokenIsAskedForWithTheLibrariesThatAreThere() throws Exception {
        var asked = new AtomicInteger();
        long now = Instant.now().getEpochSecond();
        String token = encoded("{\"alg\":\"RS256\"}") + "."
                + encoded("{\"sub\":\"a\",\"iat\":%d,\"exp\":%d}".formatted(now, now + 600)) + "."
                + encoded("signature");
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/token", exchange -> {
            asked.incrementAndGet();
            byte[] answer = "{\"access_token\":\"%s\",\"expires_in\":600}"
                    .formatted(token)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        issuer.start();
        try {
            String url = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/token";
            String oauth = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLogin";
            Path config = station(-1);
            Files.writeString(config, Files.readString(config).replace("kafka: { ", """
                    kafka: { security.protocol: SASL_PLAINTEXT, sasl.mechanism: OAUTHBEARER,
                      sasl.oauthbearer.token.endpoint.url: "%s", sasl.login.callback.handler.class: %sCallbackHandler,
                      sasl.jaas.config: '%sModule required clientId="a" clientSecret="b";', """.formatted(url, oauth, oauth)));
            Ended ran = run(
                    Map.of("SKYCAST_JAVA_OPTS", "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + url),
                    home().resolve("bin/skycast-edge").toString(),
                    "check",
                    "--timeout",
                    "10",
                    "--config",
                    config.toString());
            assertThat(ran.printed()).contains("No broker answers at 127.0.0.1:1;");
            assertThat(asked).hasPositiveValue();
        } finally {
            issuer.stop(0);
        }
    }

    @Test
    void unitIsUnderstoodBySystemd() throws Exception {
        boolean there = run(Map.of(), "sh", "-c", "command -v systemd-analyze").code() == 0;
        if (!there) {
            System.out.println("SKIPPED unitIsUnderstoodBySystemd: there is no systemd-analyze on this machine.");
        }
        assumeThat(there).isTrue();
        String unit = Files.readString(home().resolve("systemd/skycast-edge.service"));
        assertThat(unit).contains("ExecStart=/opt/skycast-edge/bin/skycast-edge ");
        // systemd looks whether the program and the page are there.
        Path here = Files.writeString(
                folder.resolve("skycast-edge.service"), unit.replace("/opt/skycast-edge/", home().toString() + "/"));
        assertThat(run(Map.of(), "systemd-analyze", "verify", here.toString())).isEqualTo(new Ended(0, ""));
    }
}
