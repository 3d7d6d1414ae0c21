package org.skycast.edge;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;
import org.skycast.settings.SettingsFile;
import org.skycast.settings.SettingsFile.Environment;

/**
 * What an edge producer reads and where it sends it.
 *
 * @param kafka properties of the Kafka producer and the Avro serializer, by their own names
 * @param spool the file that keeps what is not acknowledged yet
 * @param stations the stations and their sources
 */
public record EdgeConfig(Map<String, String> kafka, Path spool, List<StationSources> stations) {

    static final String DEFAULTS = """
            kafka:
              bootstrap.servers: localhost:9092
              schema.registry.url: http://localhost:8081
            spool: data/spool.db
            stations: []
            """;

    /** @throws IllegalArgumentException if no station is named, or one twice */
    public EdgeConfig {
        kafka = Map.copyOf(kafka);
        stations = List.copyOf(stations);
        Set<String> ids = new HashSet<>();
        for (StationSources station : stations) {
            if (!ids.add(station.id())) {
                throw new IllegalArgumentException("The station %s is named twice.".formatted(station.id()));
            }
        }
        if (stations.isEmpty()) {
            throw new IllegalArgumentException("No station is named; list at least one under stations.");
        }
    }

    /** Reads a YAML file; relative paths in it are relative to it. */
    public static EdgeConfig read(Path file, Map<String, String> environment) {
        EdgeConfig read =
                SettingsFile.read(file, DEFAULTS, EdgeConfig.class, new Environment("SKYCAST_EDGE_", environment));
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null ? read : read.relativeTo(folder);
    }

    /** The same stations, sent elsewhere. */
    public EdgeConfig to(Map<String, String> otherKafka, Path otherSpool) {
        return new EdgeConfig(otherKafka, otherSpool, stations);
    }

    private EdgeConfig relativeTo(Path folder) {
        return new EdgeConfig(
                kafka,
                folder.resolve(spool).normalize(),
                stations.stream().map(station -> station.relativeTo(folder)).toList());
    }

    /**
     * A station and where its data come from.
     *
     * @param frames its camera, if it has one
     * @param readings its sensors, if it has any
     */
    public record StationSources(
            String id, String name, Site site, Optional<Frames> frames, Optional<Readings> readings) {

        public StationSources {
            frames = orEmpty(frames);
            readings = orEmpty(readings);
            if (frames.isEmpty() && readings.isEmpty()) {
                throw new IllegalArgumentException("The station %s has neither frames nor readings.".formatted(id));
            }
        }

        /** The station as the register keeps it. */
        public Station station() {
            return new Station(id, name, site);
        }

        /** The same sources, with nothing earlier than {@code from}, nor of {@code to} or later. */
        public StationSources within(Optional<Instant> from, Optional<Instant> to) {
            return new StationSources(
                    id,
                    name,
                    site,
                    frames.map(f -> new Frames(
                            f.directory(),
                            f.time(),
                            f.pattern(),
                            f.zone(),
                            later(f.from(), from),
                            earlier(f.to(), to))),
                    readings.map(r -> new Readings(
                            r.csv(), r.timeColumn(), r.columns(), later(r.from(), from), earlier(r.to(), to))));
        }

        private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
            return Stream.concat(a.stream(), b.stream()).max(Comparator.naturalOrder());
        }

        private static Optional<Instant> earlier(Optional<Instant> a, Optional<Instant> b) {
            return Stream.concat(a.stream(), b.stream()).min(Comparator.naturalOrder());
        }

        private StationSources relativeTo(Path folder) {
            return new StationSources(
                    id,
                    name,
                    site,
                    frames.map(f -> new Frames(
                            folder.resolve(f.directory()).normalize(),
                            f.time(),
                            f.pattern(),
                            f.zone(),
                            f.from(),
                            f.to())),
                    readings.map(r -> new Readings(
                            folder.resolve(r.csv()).normalize(), r.timeColumn(), r.columns(), r.from(), r.to())));
        }
    }

    /** Where a frame's time is found. */
    public enum TimeFrom {
        name,
        exif,
        modified
    }

    /**
     * A directory of frames.
     *
     * @param time where a frame's time is found
     * @param pattern of names without their ending, as DateTimeFormatter has it; for {@code time: name}
     * @param zone of the times in names and in EXIF; UTC if absent
     * @param from earlier frames are left aside
     * @param to so are these and later ones
     */
    public record Frames(
            Path directory, TimeFrom time, String pattern, String zone, Optional<Instant> from, Optional<Instant> to) {
        @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
        public Frames {
            time = time == null ? TimeFrom.modified : time;
            pattern = pattern == null ? "yyyyMMdd'T'HHmmss'Z'" : pattern;
            zone = zone == null ? "UTC" : zone;
            from = orEmpty(from);
            to = orEmpty(to);
        }
    }

    /**
     * A CSV file of readings.
     *
     * @param timeColumn the column of the time, UTC in ISO 8601
     * @param columns by CF standard name
     * @param from earlier readings are left aside
     * @param to so are these and later ones
     */
    public record Readings(
            Path csv, String timeColumn, Map<String, Column> columns, Optional<Instant> from, Optional<Instant> to) {
        @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
        public Readings {
            timeColumn = timeColumn == null ? "time" : timeColumn;
            columns = Map.copyOf(columns);
            from = orEmpty(from);
            to = orEmpty(to);
        }
    }

    /** A column and the unit of its numbers. */
    public record Column(String column, String units) {}

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    private static <T> Optional<T> orEmpty(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
