package org.skycast.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Stations with the faults that people report: logs, a counter, a folder of pictures, a camera, a console and a program. */
final class FieldStations implements AutoCloseable {

    /** What is measured by those that are read once, in a line each. */
    static final Map<String, List<String>> EXPECTED = Map.of(
            "semicolons",
            List.of(
                    "2026-06-01T12:00:00Z t=12.3 h=67.0 rain=- wind=-",
                    "2026-06-01T12:05:00Z t=12.4 h=100.0 rain=- wind=-",
                    "2026-06-01T12:10:00Z t=- h=68.0 rain=- wind=-"),
            "header",
            List.of(
                    "2026-06-01T12:00:00Z t=12.3 h=67.0 rain=- wind=-",
                    "2026-06-01T12:05:00Z t=12.4 h=66.0 rain=- wind=-",
                    "2026-06-02T00:00:00Z t=12.5 h=65.0 rain=- wind=-"),
            "counter", // -9999 and 49 are faults, 2036 is not yet, and 0.2 is what fell since a reset
            List.of(
                    "2026-06-01T12:00:00Z t=- h=- rain=- wind=-",
                    "2026-06-01T12:05:00Z t=- h=- rain=0.2 wind=-",
                    "2026-06-01T12:10:00Z t=- h=- rain=- wind=-",
                    "2026-06-01T12:15:00Z t=- h=- rain=- wind=-",
                    "2026-06-01T12:20:00Z t=- h=- rain=0.2 wind=-",
                    "2026-06-01T12:30:00Z t=- h=- rain=0.2 wind=-"),
            "program",
            List.of("2026-06-01T12:05:00Z t=12.3 h=- rain=- wind=-", "2026-06-01T12:10:00Z t=12.4 h=- rain=- wind=-"));

    static final byte[] PICTURE = picture(64, 48);

    private final Path folder;
    private final HttpServer camera = camera();

    FieldStations(Path folder) {
        this.folder = folder;
    }

    private static HttpServer camera() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    // Called what it is not, and an end of line before it.
                    exchange.getResponseHeaders().set("Content-Type", "text/html");
                    exchange.sendResponseHeaders(200, PICTURE.length + 2L);
                    exchange.getResponseBody().write(new byte[] {'\r', '\n'});
                    exchange.getResponseBody().write(PICTURE);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        camera.stop(0);
    }

    private static byte[] picture(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, (i % width) * 0x030201);
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-06-01T12:00:00Z")));
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts logs, pictures and a list there. */
    void files() throws IOException {
        write("semicolons.csv", """
                Datum;Temperatur;Feuchte
                01/06/2026 14:00;12,3;67
                01/06/2026 14:05;12,4;100,4
                01/06/2026 14:10;---;68
                01/06/2026 14:15;12,6;69;;;4
                """);
        write("counter.csv", """
                time,rain
                2026-06-01T12:00:00Z,100.0
                2026-06-01T12:05:00Z,100.2
                2026-06-01T12:10:00Z,-9999
                2026-06-01T12:15:00Z,49.0
                2026-06-01T12:20:00Z,100.4
                2036-06-01T12:25:00Z,100.4
                2026-06-01T12:30:00Z,0.2
                """);
        write("header.csv", """
                time, t, h
                2026-06-01T12:00:00Z, 12.3, 67
                time, h, t
                2026-06-01T12:05:00Z, 66, 12.4
                2026-06-01 24:00, 65, 12.5
                """);
        write("frames/20260601/image-20260601120000.jpg", PICTURE);
        write("frames/20260601/image-20260601121000.jpg", Arrays.copyOf(PICTURE, PICTURE.length / 2));
        write("frames/20260601/image-20260601122000.jpg", "<html>login</html>");
        write("frames/20260601/image-20990601122000.jpg", PICTURE);
        write("frames/20260602/image-20260602120000.jpg", picture(400, 340));
        write("frames/20260602/image-20260602121000.jpg.part", PICTURE);
        write("frames/private/image-20260602121500.jpg", PICTURE);
        write("list.json", """
                [{"ts": 1780315800, "t": 12.4}, {"ts": 1780315500, "t": 12.3}, {"ts": 1780315800, "t": 12.4}]
                """);
    }

    /** Settings of an edge with all of them, whose console reports to {@code port}. */
    Path settings(Map<String, String> clients, int port) throws IOException {
        return Files.writeString(
                folder.resolve("edge.yaml"),
                """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                spool: { file: spool/spool.db }
                operation: { httpPort: 0, heartbeat: PT0S }
                stations:
                  - id: semicolons
                    site: SITE
                    readings:
                      csv: semicolons.csv
                      timeColumn: Datum
                      timeFormat: dd/MM/yyyy HH:mm
                      zone: Europe/Oslo
                      columns:
                        air_temperature: { column: Temperatur, units: degC }
                        relative_humidity: { column: Feuchte, units: "%%" }
                  - id: counter
                    site: SITE
                    readings:
                      csv: counter.csv
                      missing: [-9999]
                      columns: { thickness_of_rainfall_amount: { column: rain, units: mm, total: true } }
                  - id: header
                    site: SITE
                    readings:
                      csv: header.csv
                      columns:
                        air_temperature: { column: t, units: degC }
                        relative_humidity: { column: h, units: "%%" }
                  - id: folder
                    site: SITE
                    frames: { directory: frames, time: name, pattern: "'image-'yyyyMMddHHmmss" }
                  - id: camera
                    site: SITE
                    frames: { snapshot: { url: "http://127.0.0.1:%d/" }, every: PT1S }
                  - id: console
                    site: SITE
                    readings: { receive: { port: %d, address: 127.0.0.1, protocol: ecowitt }, map: ecowitt }
                  - id: program
                    site: SITE
                    readings:
                      command: [cat, "%s"]
                      every: PT1S
                      timeColumn: ts
                      columns: { air_temperature: { column: t, units: degC } }
                """.replace("SITE", "{ latitude: 59.9, longitude: 10.7, altitude: 23 }").formatted(
                        clients.get("bootstrap.servers"),
                        clients.get("schema.registry.url"),
                        camera.getAddress().getPort(),
                        port,
                        folder.resolve("list.json")));
    }
}
