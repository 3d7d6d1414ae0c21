package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.CameraFrame;
import org.skycast.edge.EdgeApp;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.Pace;
import org.skycast.streams.runtime.TopicSetup;
import org.skycast.topics.Topics;

/**
 * What people's stations really send, through an edge that runs to the topics of a broker, on which the topics are made only
 * when it has waited for them: each value as it was measured, nothing made up, nothing twice over a restart.
 */
@Timeout(180)
class FieldCasesIT {

    @TempDir
    Path folder;

    private static String send(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static void report(int port) {
        String time = Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace('T', '+')
                .replace("Z", "");
        String fields = "dateutc=%s&tempf=50&humidity=61&windspeedmph=10".formatted(time);
        // Its length says two more than there are: the wind may be cut, and is left out.
        String request =
                "POST /data/report/ HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s".formatted(fields.length() + 2, fields);
        Rig.await(
                "the console to be answered",
                Duration.ofSeconds(30),
                () -> send(port, request).startsWith("HTTP/1.1 200 "));
    }

    /** All readings, each in a line with what was measured, by station and then as they came. */
    private static Map<String, List<String>> readings(Rig rig) {
        return rig.read(Topics.READINGS).stream()
                .collect(Collectors.groupingBy(
                        r -> r.getStationId(),
                        TreeMap::new,
                        Collectors.mapping(
                                r -> "%s t=%s h=%s rain=%s wind=%s"
                                        .formatted(
                                                r.getObservedAt(),
                                                rounded(r.getAirTemperature()),
                                                rounded(r.getRelativeHumidity()),
                                                rounded(r.getRainfallAmount()),
                                                rounded(r.getWindSpeed())),
                                Collectors.toList())));
    }

    private static Object rounded(@org.jspecify.annotations.Nullable Double value) {
        return value == null ? "-" : Math.round(value * 1000) / 1000.0;
    }

    private static void check(Rig rig) {
        Map<String, List<String>> all = readings(rig);
        assertThat(all).containsAllEntriesOf(FieldStations.EXPECTED);
        assertThat(all.get("console"))
                .singleElement()
                .satisfies(line -> assertThat(line).endsWith(" t=10.0 h=61.0 rain=- wind=-"));
        Map<String, List<CameraFrame>> frames =
                rig.read(Topics.FRAMES).stream().collect(Collectors.groupingBy(CameraFrame::getStationId));
        assertThat(frames.get("folder"))
                .extracting(frame -> frame.getCapturedAt() + " " + frame.getWidth() + "x" + frame.getHeight())
                .containsExactly("2026-06-01T12:00:00Z 64x48", "2026-06-02T12:00:00Z 376x320");
        // The same picture at each poll is one.
        assertThat(frames.get("camera")).singleElement().satisfies(frame -> {
            byte[] sent = new byte[frame.getImage().remaining()];
            frame.getImage().duplicate().get(sent);
            assertThat(sent).startsWith(0xff, 0xd8, 0xff).endsWith(0xff, 0xd9);
        });
    }

    private static void awaitSent(EdgeApp edge, long readings, long frames) {
        Rig.await("all to be taken and sent", Duration.ofSeconds(90), () -> {
            Map<String, Long> counts = edge.metrics().counts();
            return counts.getOrDefault("taken.readings", 0L) >= readings
                    && counts.getOrDefault("taken.frames", 0L) >= frames
                    && edge.spool().waiting() == 0;
        });
    }

    @Test
    void whatStationsSendArrivesAsItWasMeasuredOnceTheTopicsAreThere() throws Exception {
        int port = Rig.freePort();
        try (var stations = new FieldStations(folder);
                EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
            Map<String, String> clients =
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
            stations.files();
            EdgeConfig config = EdgeConfig.read(stations.settings(clients, port), Map.of());
            Clock clock = Clock.systemUTC();
            try (EdgeApp edge =
                    EdgeApp.open(config, true, Pace.upToNow(clock), clock).start()) {
                report(port);
                Rig.await(
                        "the missing topic to be said",
                        Duration.ofSeconds(60),
                        () -> edge.uplink()
                                .trouble()
                                .filter("The topic skycast.stations is not there; run 'skycast topics create'."::equals)
                                .isPresent());
                try (Admin admin = Admin.create(new HashMap<>(clients))) {
                    new TopicSetup(admin, 4, 1).create();
                }
                // Of the folder's pictures four are taken, and the two that are refused are kept to be looked at.
                awaitSent(edge, 15, 5);
                assertThat(edge.uplink().trouble()).isEmpty();
                assertThat(edge.metrics().counts())
                        .containsEntry("frames.refused", 2L)
                        .containsEntry("ahead.folder/frames/frames", 1L)
                        .containsEntry("unreadable.semicolons/readings/semicolons.csv", 2L)
                        .containsEntry("ahead.counter/readings/counter.csv", 1L);
            }
            try (Rig rig = Rig.at(kafka.bootstrapServers(), folder)) {
                check(rig);
                // Over a restart nothing comes twice, and what was cut comes once it is whole.
                stations.write("frames/20260601/image-20260601121000.jpg", FieldStations.PICTURE);
                try (EdgeApp edge =
                        EdgeApp.open(config, true, Pace.upToNow(clock), clock).start()) {
                    awaitSent(edge, 0, 1);
                }
                assertThat(readings(rig)).containsAllEntriesOf(FieldStations.EXPECTED);
                assertThat(rig.read(Topics.FRAMES))
                        .filteredOn(frame -> frame.getStationId().equals("folder"))
                        .extracting(CameraFrame::getCapturedAt)
                        .containsExactly(
                                Instant.parse("2026-06-01T12:00:00Z"),
                                Instant.parse("2026-06-02T12:00:00Z"),
                                Instant.parse("2026-06-01T12:10:00Z"));
            }
        }
    }
}
