package org.skycast.dashboard;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.skycast.settings.SettingsException;
import org.skycast.settings.SettingsFile;
import org.skycast.settings.SettingsFile.Environment;

/** How the dashboard is served. */
public record ServeConfig(
        @JsonPropertyDescription("Properties of the Kafka clients and the Avro serdes, by their own names.")
        Map<String, String> kafka,

        @JsonPropertyDescription(
                "The file of what is shown; it may be deleted while nothing runs, and is filled anew from the log.")
        Path store,

        @JsonPropertyDescription("Where pages are served: loopback, or what is behind TLS and, if need be, a password.")
        String httpAddress,

        @JsonPropertyDescription("The port of it; 0 takes any.")
        int httpPort,

        @JsonPropertyDescription(
                "Names by which browsers may ask, beside those of loopback: a request by another is refused.")
        List<String> hosts,

        @JsonPropertyDescription("Ids of the stations that are shown; none shows all.")
        List<String> stations,

        @JsonPropertyDescription("IANA time zones by the stations' ids; `*` for those that are not named.")
        Map<String, String> zones,

        @JsonPropertyDescription("Pictures of the sky.") Frames frames,

        @JsonPropertyDescription("Who sends, in CAP documents.")
        String capSender) {

    /** Pictures of the sky. */
    public record Frames(
            @JsonPropertyDescription("Whether any are shown.")
            boolean shown,

            @JsonPropertyDescription("Ids of stations of which none are shown.")
            List<String> off,

            @JsonPropertyDescription("How many megabytes of them are kept in memory.")
            int cacheMegabytes) {

        public Frames {
            off = List.copyOf(off);
        }
    }

    private static final String DEFAULTS = """
            kafka: { bootstrap.servers: "localhost:9092", schema.registry.url: "http://localhost:8081" }
            store: dashboard.db
            httpAddress: 127.0.0.1
            httpPort: 8085
            hosts: []
            stations: []
            zones: {}
            frames: { shown: true, off: [], cacheMegabytes: 64 }
            capSender: skycast
            """;

    private static final int MOST_PORTS = 65_535;

    public ServeConfig {
        kafka = Map.copyOf(kafka);
        hosts = List.copyOf(hosts);
        stations = List.copyOf(stations);
        zones = Map.copyOf(zones);
        if (httpPort < 0 || httpPort > MOST_PORTS) {
            throw new SettingsException("httpPort is %d; give 0 to %d.".formatted(httpPort, MOST_PORTS));
        }
        if (frames.cacheMegabytes() < 1) {
            throw new SettingsException(
                    "frames.cacheMegabytes is %d; give at least 1.".formatted(frames.cacheMegabytes()));
        }
        zones.forEach((station, zone) -> {
            try {
                ZoneId.of(zone);
            } catch (DateTimeException e) {
                throw new SettingsException(
                        "'%s' under zones, of %s, is no time zone; give one such as Europe/Oslo."
                                .formatted(zone, station),
                        e);
            }
        });
    }

    /** @throws SettingsException in one sentence if the file cannot be read, or something in it does not fit */
    public static ServeConfig read(Path file, Map<String, String> environment) {
        return SettingsFile.read(file, DEFAULTS, ServeConfig.class, new Environment("SKYCAST_SERVE_", environment));
    }

    /** The same for settings that are at hand. */
    public static ServeConfig read(String yaml, String where, Map<String, String> environment) {
        return SettingsFile.read(
                yaml, where, DEFAULTS, ServeConfig.class, new Environment("SKYCAST_SERVE_", environment));
    }
}
