package org.skycast.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.schemas.ClientProperties;
import org.skycast.settings.SettingsText;

/** What an edge says of its settings when it starts. */
class EdgeSettingsTextTest {

    /** Each secret has this in it. */
    private static final String MARK = "TELLNOBODY";

    private static final String SOURCES = """
            kafka:
              schema.registry.url: https://user:TELLNOBODY-1@registry:8081
              sasl.jaas.config: org.apache.kafka.Login required password="TELLNOBODY-2";
              ssl.keystore.password: TELLNOBODY-3
              basic.auth.user.info: user:TELLNOBODY-4
              unheard.of: TELLNOBODY-5
            spool: { file: spool.db }
            stations:
              - id: camera
                site: { latitude: 1, longitude: 2, altitude: 3 }
                kafka: { sasl.jaas.config: TELLNOBODY-6, client.id: camera }
                frames:
                  snapshot: { url: "http://camera/now.jpg?token=TELLNOBODY-7", user: u, password: TELLNOBODY-8 }
                readings:
                  - mqtt: { broker: "mqtt://broker", topic: t, user: u, password: TELLNOBODY-9 }
                    map: weewx
                  - receive: { port: 8087, protocol: wunderground, stationId: w, password: TELLNOBODY-10 }
                  - command: [curl, -H, "Authorization: Bearer TELLNOBODY-11"]
                    columns: { air_temperature: { column: t, units: degC } }
                    timeColumn: at
                  - csv: readings.csv
                    columns: { air_temperature: { column: t, units: degC } }
              - id: program
                site: { latitude: 1, longitude: 2, altitude: 3 }
                frames: { command: [ffmpeg, -i, "rtsp://u:TELLNOBODY-12@camera"] }
              - id: files
                site: { latitude: 1, longitude: 2, altitude: 3 }
                frames: { directory: frames }
            """;

    @TempDir
    Path folder;

    private Map<String, String> shown(Map<String, String> environment) throws IOException {
        Path file = folder.resolve("edge.yaml");
        Files.writeString(file, SOURCES);
        return SettingsText.of(EdgeConfig.read(file, environment), new ClientProperties()::shown)
                .values();
    }

    @Test
    void noSecretOfAnySourceOrClientIsShown() throws IOException {
        assertThat(shown(Map.of("SKYCAST_EDGE_KAFKA__SSL_KEY_PASSWORD", MARK)).toString())
                .doesNotContain(MARK);
    }

    @Test
    void allElseIsShownAsItHolds() throws IOException {
        assertThat(shown(Map.of("SKYCAST_EDGE_SPOOL__MAX_AGE", "P9D")))
                .containsEntry("spool.maxMegabytes", "2000")
                .containsEntry("spool.maxAge", "P9D")
                .containsEntry("kafka.bootstrap.servers", "localhost:9092")
                .containsEntry("kafka.schema.registry.url", "https://(secret)@registry:8081")
                .containsEntry("stations[0].kafka.client.id", "camera")
                .containsEntry("stations[0].frames.snapshot.url", "http://camera/now.jpg?(secret)")
                .containsEntry("stations[0].frames.snapshot.password", "(secret)")
                .containsEntry("stations[0].frames.every", "PT5M")
                .containsEntry("stations[0].readings[0].map", "weewx")
                .containsEntry("stations[0].readings[1].receive.password", "(secret)")
                .containsEntry("stations[0].readings[1].map", "wunderground")
                .containsEntry("stations[0].readings[2].command", "[curl, …]")
                .containsEntry("stations[0].readings[2].timeColumn", "[at]")
                .containsEntry("stations[0].readings[3].columns.air_temperature.units", "degC")
                .containsEntry("stations[1].frames.timeout", "PT30S")
                .containsEntry("stations[2].frames.time", "modified")
                .containsEntry("stations[2].site.latitude", "1.0")
                .doesNotContainKey("inference.bundle");
    }
}
