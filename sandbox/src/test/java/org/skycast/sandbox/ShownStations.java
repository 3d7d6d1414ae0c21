package org.skycast.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.skycast.avro.Observation;
import org.skycast.avro.Station;
import org.skycast.dashboard.Dashboard;
import org.skycast.dashboard.ServeConfig;
import org.skycast.edge.source.Source;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/**
 * Three simulated stations of the last eight hours on a real broker, of which one's camera died, one of a hostile name, and a
 * dashboard that has read all of it.
 */
final class ShownStations implements AutoCloseable {

    static final String HOSTILE = "\"><img src=x onerror=document.title='owned'>";

    /** Its camera died so long ago. */
    static final String BLINDED = "beijing";

    private static final Duration BLIND = Duration.ofHours(5);
    private static final Duration SPAN = Duration.ofHours(8);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Rig rig;
    private final Dashboard dashboard;

    private ShownStations(Rig rig, Dashboard dashboard) {
        this.rig = rig;
        this.dashboard = dashboard;
    }

    static ShownStations in(Path folder) throws Exception {
        Rig rig = Rig.on(folder);
        try (NowcastApp topology = rig.topology()) {
            DemoRules.write(rig.clients(), Rig.BUNDLE);
            Instant now = Instant.now();
            rig.simulate(3, now.minus(SPAN), SPAN, source -> blinded(source, now.minus(BLIND)));
            rig.awaitCaughtUp();
        }
        sendHostile(rig);
        Dashboard dashboard =
                Dashboard.start(settings(rig.clients(), folder.resolve("pages.db")), InstantSource.system());
        Rig.await(
                "the dashboard to catch up",
                PATIENCE,
                () -> dashboard.state().caughtUp().isPresent()
                        && dashboard.state().behind() == 0);
        return new ShownStations(rig, dashboard);
    }

    private static Source blinded(Source source, Instant from) {
        return source.name().startsWith(BLINDED) ? new BlindedStation(source, from) : source;
    }

    private static void sendHostile(Rig rig) throws Exception {
        Observation pattern = rig.read(Topics.OBSERVATIONS).get(0);
        rig.send(Topics.STATIONS, HOSTILE, new Station(HOSTILE, HOSTILE, pattern.getSite()));
        rig.send(
                Topics.OBSERVATIONS,
                HOSTILE,
                Observation.newBuilder(pattern).setStationId(HOSTILE).build());
    }

    static ServeConfig settings(Map<String, String> clients, Path store) {
        String yaml = """
                kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                store: "%s"
                httpPort: 0
                zones: { lyngby: Europe/Copenhagen }
                """.formatted(clients.get("bootstrap.servers"), clients.get("schema.registry.url"), store);
        return ServeConfig.read(yaml, "of the test", Map.of());
    }

    /** Where the dashboard is; ends with a slash. */
    String url() {
        return dashboard.url();
    }

    @Override
    public void close() {
        dashboard.close();
        rig.close();
    }
}
