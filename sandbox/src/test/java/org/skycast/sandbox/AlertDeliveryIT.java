package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Alert;
import org.skycast.cli.Skycast;
import org.skycast.topics.Topics;

/** From forecasts by the stage and the sender to a receiver; the sender is killed between what it tells and the answers. */
class AlertDeliveryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SLOTS = 24;
    private static final Set<String> ENDS = Set.of("CLEARED", "EXPIRED", "CANCELLED");
    private static final String RULES = """
            rules:
              - id: rain
                stations: ["*"]
                event: rain
                severity: Moderate
                raise: 0.5
                clear: 0.4
                raiseAfter: 1 of 1
                clearAfter: 1
                minActive: PT0S
                cooldown: PT0S
                status: Actual
            """;

    @TempDir
    Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger(2);
    private HttpServer receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean away = refusals.getAndDecrement() > 0;
            if (!away) {
                heard.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            }
            exchange.sendResponseHeaders(away ? 503 : 204, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
    }

    /** For how long the receiver is away, in seconds: an hour by {@code -DreceiverAway=3600}. */
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("receiverAway", 15));

    @Test
    void aReceiverThatWasAwayIsToldWhatHoldsOnceItIsBack() throws Exception {
        try (Rig rig = Rig.on(folder)) {
            Instant start = applied(rig);
            try (JavaProcess stage = rig.alertsProcess();
                    JavaProcess sender = sender(rig);
                    var forecasts = new RainForecasts(rig, start)) {
                forecasts.send(1, SLOTS / 2);
                Rig.await("something told", PATIENCE, () -> told().size() >= 2);
                refusals.set(Integer.MAX_VALUE);
                Instant back = Instant.now().plus(AWAY);
                for (int slot = SLOTS / 2; slot < SLOTS; slot++) {
                    forecasts.send(slot, slot + 1);
                }
                Rig.await("the receiver to be back", AWAY.plus(PATIENCE), () -> {
                    stage.requireAlive();
                    sender.requireAlive();
                    return !Instant.now().isBefore(back);
                });
                refusals.set(0);
                // Who has failed for long is asked again after as long, and at most 5 min.
                awaitCaughtUp(rig, stage, sender, AWAY.plus(PATIENCE));
            }
            everyIncidentIsKnownAsItIs(rig);
            assertThat(told())
                    .as("a sender that was not killed tells nothing twice")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void killedBetweenTellingAndAnswersItLosesNothing() throws Exception {
        try (Rig rig = Rig.on(folder)) {
            Instant start = applied(rig);
            try (JavaProcess stage = rig.alertsProcess();
                    var forecasts = new RainForecasts(rig, start)) {
                forecasts.send(1, SLOTS - 4);
                awaitMessages(rig, stage, 12);
                for (int enough : new int[] {2, 4, 6}) {
                    try (JavaProcess sender = sender(rig)) {
                        Rig.await(enough + " messages told", PATIENCE, () -> told().size() >= enough || isAllTold(rig));
                        sender.requireAlive();
                    }
                }
                try (JavaProcess sender = sender(rig)) {
                    forecasts.send(SLOTS - 4, SLOTS);
                    awaitCaughtUp(rig, stage, sender, PATIENCE);
                }
            }
            everyIncidentIsKnownAsItIs(rig);
            int before = told().size();
            try (JavaProcess sender = sender(rig)) {
                Rig.await(
                        "a sign of life",
                        PATIENCE,
                        () -> heard.get(heard.size() - 1).startsWith("heartbeat/"));
                sender.requireAlive();
            }
            assertThat(told()).as("what was told is not told again").hasSize(before);
        }
    }

    /** The rules are in the log; they hold from so long ago as slot 0 ends. */
    private Instant applied(Rig rig) throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
        Instant start = Instant.now().minus(Duration.ofMinutes(10L * SLOTS));
        rig.done(
                "alerts",
                "rules",
                "apply",
                rules.toString(),
                "--from",
                start.toString(),
                "--bundle",
                Rig.BUNDLE.toString());
        return start;
    }

    private JavaProcess sender(Rig rig) throws IOException {
        heard.add("-");
        Path config = Files.writeString(folder.resolve("sinks.yaml"), """
                kafka:
                  bootstrap.servers: "%s"
                  schema.registry.url: "%s"
                  session.timeout.ms: "6000"
                  heartbeat.interval.ms: "1500"
                httpPort: 0
                sinks:
                  growers:
                    webhook: { url: "http://localhost:%d/", plain: true }
                """.formatted(
                        rig.clients().get("bootstrap.servers"),
                        rig.clients().get("schema.registry.url"),
                        receiver.getAddress().getPort()));
        return JavaProcess.start("killed-sender", Skycast.class, "alerts", "send", "--config", config.toString());
    }

    /** Ids of messages, without signs of life. */
    private List<String> told() {
        return heard.stream().filter(id -> id.startsWith("s-")).toList();
    }

    private static void awaitMessages(Rig rig, JavaProcess stage, int enough) {
        Rig.await(enough + " messages", PATIENCE, () -> {
            stage.requireAlive();
            return rig.read(Topics.ALERTS).size() >= enough;
        });
    }

    private void awaitCaughtUp(Rig rig, JavaProcess stage, JavaProcess sender, Duration patience) {
        Rig.await("all to be told", patience, () -> {
            stage.requireAlive();
            sender.requireAlive();
            return new GroupProgress(rig.clients()).hasRead("skycast-alerts", Topics.FORECASTS.name())
                    && new GroupProgress(rig.clients()).hasRead("skycast-alerts-send-growers", Topics.ALERTS.name());
        });
    }

    private boolean isAllTold(Rig rig) {
        return new GroupProgress(rig.clients()).hasRead("skycast-alerts-send-growers", Topics.ALERTS.name());
    }

    /** What is open was told, or has expired while nobody could be told, and is parked. */
    private void everyIncidentIsKnownAsItIs(Rig rig) {
        List<Alert> log = rig.read(Topics.ALERTS);
        Set<String> ids =
                log.stream().map(alert -> alert.getWeather().getMessageId()).collect(Collectors.toSet());
        assertThat(ids).containsAll(told()).hasSizeGreaterThan(12);
        Map<String, Alert> newest = new HashMap<>();
        log.forEach(alert -> newest.put(alert.getId(), alert));
        Map<String, String> last = new HashMap<>();
        told().forEach(id -> last.put(id.substring(0, id.lastIndexOf('/')), id));
        Set<String> parked = rig.read(Topics.UNDELIVERED_ALERTS).stream()
                .map(alert -> alert.getWeather().getMessageId())
                .collect(Collectors.toSet());
        newest.forEach((incident, alert) -> {
            String id = alert.getWeather().getMessageId();
            if (parked.contains(id)) {
                assertThat(alert.getExpires()).as(id).isBefore(Instant.now());
            } else if (last.containsKey(incident) || !ENDS.contains(alert.getState())) {
                assertThat(last).containsEntry(incident, id);
            }
        });
    }
}
