package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.SensorReading;
import org.skycast.avro.Site;
import org.skycast.avro.Station;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.topics.Topics;

/**
 * A champion that does not come to an end: each of its runs is ended, after three none is begun, what it ran on is in the dead
 * letters, and observations go on.
 */
class EndlessModelIT {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void stageGoesOnAndSaysWhatItLacks() throws Exception {
        try (Rig rig = Rig.on(folder)) {
            Variant endless = Variant.in(folder.resolve("endless")).endless();
            int port = Rig.freePort();
            String yaml = rig.yaml()
                            .replace(Rig.BUNDLE.toString(), endless.directory().toString())
                            .replace("httpPort: -1", "httpPort: " + port)
                    + "stages: [nowcast]\n";
            try (NowcastApp topology = NowcastApp.start(NowcastConfig.read(yaml, "of the test", Map.of()))) {
                assertThat(topology.awaitRunning(Duration.ofMinutes(1))).isTrue();
                rig.send(Topics.STATIONS, "a", new Station("a", "A", new Site(55.0, 12.0, 10.0)));
                for (int minute = 0; minute < 60; minute += 2) {
                    rig.send(Topics.READINGS, "a", reading(minute));
                }
                Rig.await(
                        "dead letters of all slots",
                        Duration.ofMinutes(4),
                        () -> messages(rig).size() >= 5);
                assertThat(rig.read(Topics.OBSERVATIONS)).hasSizeGreaterThanOrEqualTo(5);
                assertThat(rig.read(Topics.FORECASTS))
                        .extracting(Forecast::getStationId)
                        .isEmpty();
                assertThat(messages(rig).subList(0, 3))
                        .allSatisfy(message -> assertThat(message).contains("The network was ended after 20 s"));
                assertThat(messages(rig).subList(3, 5))
                        .allSatisfy(message -> assertThat(message).contains("is not run any more; deploy another."));
                assertThat(topology.metrics().counts()).doesNotContainKey("skycast.threads.replaced[nowcast]");
                String metrics = page(port, "/metrics");
                assertThat(metrics)
                        .containsPattern("skycast_network_overruns_total [5-9]\\.0")
                        .contains("skycast_stage_ready{stage=\"nowcast\"} 1");
                assertThat(page(port, "/health/ready")).isEqualTo("nowcast RUNNING");
            }
        }
    }

    private static SensorReading reading(int minute) {
        return SensorReading.newBuilder()
                .setStationId("a")
                .setEpoch(START.minusSeconds(60))
                .setSequence(minute / 2)
                .setObservedAt(START.plus(Duration.ofMinutes(minute)))
                .setAirTemperature(10.0)
                .build();
    }

    /** What is against each record of the observations that is put aside, in their order. */
    private static List<String> messages(Rig rig) {
        List<String> messages = new ArrayList<>();
        try (var reader = LogReader.on(rig.clients())) {
            reader.whole(Topics.DEAD_LETTERS)
                    .forEach(span -> reader.read(span, letter -> {
                        assertThat(header(letter.headers()
                                        .lastHeader(DeadLetters.TOPIC)
                                        .value()))
                                .isEqualTo(Topics.OBSERVATIONS.name());
                        messages.add(header(
                                letter.headers().lastHeader(DeadLetters.MESSAGE).value()));
                    }));
        }
        return messages;
    }

    private static String header(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private static String page(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
