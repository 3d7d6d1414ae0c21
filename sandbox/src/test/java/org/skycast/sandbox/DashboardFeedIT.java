package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Observation;
import org.skycast.avro.SkyInSlot;
import org.skycast.avro.TopicPartitionOffset;
import org.skycast.dashboard.Dashboard;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/** The dashboard on a real broker: it leaves no trace there, fetches pictures from the log, and outlives a broker that is away. */
class DashboardFeedIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private static HttpResponse<byte[]> get(Dashboard dashboard, String path) {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create(dashboard.url() + path)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitCaughtUp(Dashboard dashboard) {
        Rig.await(
                "the dashboard to catch up",
                PATIENCE,
                () -> dashboard.state().caughtUp().isPresent()
                        && dashboard.state().behind() == 0);
    }

    @Test
    void picturesComeFromTheLogAndNothingIsWrittenToIt() throws Exception {
        try (Rig rig = Rig.on(folder)) {
            try (NowcastApp topology = rig.topology()) {
                rig.simulate(1, Instant.now().minus(Duration.ofHours(2)), Duration.ofHours(2));
                rig.awaitCaughtUp();
            }
            try (Admin admin = Admin.create(new HashMap<>(rig.clients()));
                    Dashboard dashboard = Dashboard.start(
                            ShownStations.settings(rig.clients(), folder.resolve("pages.db")),
                            InstantSource.system())) {
                int groups = admin.listGroups().all().get().size();
                awaitCaughtUp(dashboard);
                HttpResponse<byte[]> picture = get(dashboard, "stations/lyngby/latest.jpg");
                assertThat(picture.statusCode()).isEqualTo(200);
                assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/jpeg");
                assertThat(picture.headers().firstValue("Cache-Control")).hasValue("no-store");
                assertThat(get(dashboard, "frames/lyngby/" + "0".repeat(64)).statusCode())
                        .isEqualTo(404);
                assertThat(admin.listGroups().all().get()).hasSize(groups);
                findsAuditFrame(rig, dashboard);
                deleteFrames(admin);
                try (Dashboard fresh = Dashboard.start(
                        ShownStations.settings(rig.clients(), folder.resolve("fresh.db")), InstantSource.system())) {
                    awaitCaughtUp(fresh);
                    assertThat(get(fresh, "stations/lyngby/latest.jpg").statusCode())
                            .isEqualTo(410);
                }
            }
        }
    }

    /** The observation names the embedding's place, and of the frame the digest alone. */
    private static void findsAuditFrame(Rig rig, Dashboard dashboard) throws Exception {
        Observation seen = rig.read(Topics.OBSERVATIONS).stream()
                .filter(one -> one.getStationId().equals("lyngby") && one.getSky() != null)
                .reduce((one, later) -> later)
                .orElseThrow();
        byte[] picture = get(dashboard, "stations/lyngby/latest.jpg").body();
        SkyInSlot sky = seen.getSky();
        var origin = new TopicPartitionOffset(
                Topics.EMBEDDINGS.name(), sky.getOrigin().getPartition(), 999_999L);
        Observation audited = Observation.newBuilder(seen)
                .setRevision(seen.getRevision() + 1)
                .setSky(SkyInSlot.newBuilder(sky).setOrigin(origin).build())
                .build();
        rig.send(Topics.OBSERVATIONS, "lyngby", audited);
        Rig.await(
                "the audit frame to be told of",
                PATIENCE,
                () -> new String(get(dashboard, "api/v1/stations/lyngby").body(), StandardCharsets.UTF_8)
                        .contains("\"audit\":true"));
        HttpResponse<byte[]> found = get(dashboard, "frames/lyngby/" + sky.getFrameSha256());
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).isEqualTo(picture);
    }

    private static void deleteFrames(Admin admin) throws Exception {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        for (int partition = 0; partition < 4; partition++) {
            all.put(new TopicPartition(Topics.FRAMES.name(), partition), RecordsToDelete.beforeOffset(-1));
        }
        admin.deleteRecords(all).all().get();
    }

    @Test
    void brokerThatWasAwayIsReadOnWhereItWasLeft() throws Exception {
        int port = Rig.freePort();
        Path broker = folder.resolve("own-broker");
        EmbeddedKafka kafka = EmbeddedKafka.start(broker, port);
        Dashboard dashboard;
        try (Rig rig = Rig.at(kafka.bootstrapServers(), folder)) {
            rig.simulate(1, Duration.ofMinutes(20));
            dashboard = Dashboard.start(
                    ShownStations.settings(rig.clients(), folder.resolve("pages.db")), InstantSource.system());
            awaitCaughtUp(dashboard);
        }
        try (dashboard) {
            Instant heard = dashboard.state().heard().orElseThrow();
            kafka.close();
            Rig.await(
                    "the dashboard to say that nothing is read",
                    PATIENCE,
                    () -> dashboard.state().fault().isPresent());
            assertThat(get(dashboard, "api/v1/stations").statusCode()).isEqualTo(200);
            kafka = EmbeddedKafka.start(broker, port);
            Rig.await(
                    "the dashboard to hear the broker again",
                    PATIENCE,
                    () -> dashboard.state().fault().isEmpty()
                            && dashboard.state().heard().orElseThrow().isAfter(heard)
                            && dashboard.state().behind() == 0);
        } finally {
            kafka.close();
        }
    }
}
