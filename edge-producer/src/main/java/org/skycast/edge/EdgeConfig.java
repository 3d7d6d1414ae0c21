package org.skycast.edge;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.process.frame.PictureSettings;
import org.skycast.edge.process.model.InferenceSettings;
import org.skycast.edge.process.model.InferenceSettings.Adapt;
import org.skycast.edge.source.FrameSettings;
import org.skycast.edge.source.ReadingSettings;
import org.skycast.edge.source.open.FrameKeys;
import org.skycast.edge.source.open.ReadingKeys;
import org.skycast.edge.source.open.Sources;
import org.skycast.edge.spool.SpoolSettings;
import org.skycast.edge.status.OperationSettings;
import org.skycast.edge.uplink.CatchUp;
import org.skycast.edge.uplink.IdentitySettings;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;
import org.skycast.settings.SettingsFile;
import org.skycast.settings.SettingsFile.Environment;

/**
 * What an edge producer reads, what it makes of it and where it sends it.
 *
 * @param kafka properties of the Kafka producer and the Avro serializer, by their own names
 * @param spool what is not acknowledged yet
 * @param catchUp how a backlog is sent
 * @param inference what the edge does with the model itself, if anything
 * @param operation how it is looked after
 * @param identity how stations prove that what is sent is their own
 * @param stations the stations and their sources
 */
public record EdgeConfig(
        @JsonPropertyDescription("Properties of the Kafka producer and the Avro serializer, by their own names.")
        Map<String, String> kafka,

        @JsonPropertyDescription("What is not acknowledged yet.")
        SpoolSettings spool,

        @JsonPropertyDescription("How a backlog is sent once the broker is back.")
        CatchUp catchUp,

        @JsonPropertyDescription("What the edge does with the model itself, if anything.")
        Optional<InferenceSettings> inference,

        @JsonPropertyDescription("How it is looked after.") OperationSettings operation,

        @JsonPropertyDescription("How stations prove that what is sent for them is their own.")
        IdentitySettings identity,

        @JsonPropertyDescription("The stations and their sources.")
        List<StationSources> stations) {

    static final String DEFAULTS = """
            kafka:
              bootstrap.servers: localhost:9092
              schema.registry.url: http://localhost:8081
            spool: { file: data/spool.db, maxMegabytes: 2000, maxAge: P30D, whenFull: dropOldestFramesFirst }
            catchUp: { order: oldestFirst }
            operation: { httpPort: 9465, httpAddress: 127.0.0.1, heartbeat: PT5M }
            identity: { mode: unsigned }
            stations: []
            """;

    /** @throws IllegalArgumentException if no station is named, or one twice */
    public EdgeConfig {
        kafka = Map.copyOf(kafka);
        inference = orEmpty(inference);
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

    /** The same stations, sent elsewhere, and with nothing that listens. */
    public EdgeConfig to(Map<String, String> otherKafka, Path otherSpool) {
        return new EdgeConfig(
                otherKafka, spool.in(otherSpool), catchUp, inference, OperationSettings.NONE, identity, stations);
    }

    private EdgeConfig relativeTo(Path folder) {
        return new EdgeConfig(
                kafka,
                spool.in(folder.resolve(spool.file()).normalize()),
                catchUp,
                inference.map(i -> i.relativeTo(folder)),
                operation,
                identity.relativeTo(folder),
                stations.stream().map(station -> station.relativeTo(folder)).toList());
    }

    /**
     * A station and where its data come from.
     *
     * @param name what people call it; the id if left out
     * @param frames its camera, if it has one
     * @param picture what is made of its camera's pictures
     * @param readings its sensors, if it has any; in YAML one or a list
     * @param adapt whether forecasts that are made here learn from it, where that is not as {@code inference} says
     * @param kafka properties that differ from the edge's for what this station sends, such as its own principal
     */
    public record StationSources(
            @JsonPropertyDescription("1 to 64 letters, digits, dots, underscores or hyphens, such as a WIGOS id.")
            String id,

            @JsonPropertyDescription("What people call it; the id if left out.")
            String name,

            @JsonDeserialize(converter = Coordinates.Whole.class) @JsonPropertyDescription("Where it stands.")
            Site site,

            @JsonDeserialize(contentUsing = FrameKeys.Reader.class)
            @JsonPropertyDescription("Its camera, if it has one.")
            Optional<FrameSettings> frames,

            @JsonPropertyDescription("What is made of the pictures of its camera.")
            PictureSettings picture,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            @JsonDeserialize(contentUsing = ReadingKeys.Reader.class)
            @JsonPropertyDescription("Its sensors, one or a list.")
            List<ReadingSettings> readings,

            @JsonPropertyDescription(
                    "Whether forecasts that are made here learn from this station, if not as inference.adapt says.")
            Optional<Adapt> adapt,

            @JsonPropertyDescription("Properties that differ for what this station sends, such as its own principal.")
            Map<String, String> kafka) {

        @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
        public StationSources {
            frames = orEmpty(frames);
            picture = picture == null ? PictureSettings.DEFAULT : picture;
            readings = readings == null ? List.of() : List.copyOf(readings);
            adapt = orEmpty(adapt);
            kafka = kafka == null ? Map.of() : Map.copyOf(kafka);
            if (id == null || !Station.isId(id)) {
                throw new IllegalArgumentException(
                        "The station's id is %s; give 1 to 64 letters, digits, dots, underscores or hyphens."
                                .formatted(id == null ? "missing" : "'" + id + "'"));
            }
            name = name == null ? id : name;
            if (site == null) {
                throw new IllegalArgumentException(
                        "The station %s has no site; give one such as { latitude: 59.91, longitude: 10.75, altitude: 23 }."
                                .formatted(id));
            }
            if (frames.isEmpty() && readings.isEmpty()) {
                throw new IllegalArgumentException("The station %s has neither frames nor readings.".formatted(id));
            }
        }

        /** The station as the register keeps it. */
        public Station station() {
            return new Station(id, name, site);
        }

        /** The sources alone. */
        public Sources.Station sources() {
            return new Sources.Station(id, frames, readings);
        }

        /** The same sources, with nothing earlier than {@code from}, nor of {@code to} or later. */
        public StationSources within(Optional<Instant> from, Optional<Instant> to) {
            return new StationSources(
                    id,
                    name,
                    site,
                    frames.map(f -> f.within(from, to)),
                    picture,
                    readings.stream().map(r -> r.within(from, to)).toList(),
                    adapt,
                    kafka);
        }

        private StationSources relativeTo(Path folder) {
            return new StationSources(
                    id,
                    name,
                    site,
                    frames.map(f -> f.relativeTo(folder)),
                    picture,
                    readings.stream().map(r -> r.relativeTo(folder)).toList(),
                    adapt,
                    kafka);
        }
    }

    /** What a file says of a site: one that is left out would be zero, on the equator or off Greenwich. */
    private record Coordinates(
            @JsonPropertyDescription("Degrees north.") @Nullable
            Double latitude,

            @JsonPropertyDescription("Degrees east.") @Nullable
            Double longitude,

            @JsonPropertyDescription("Metres above the sea.") @Nullable
            Double altitude) {

        /** The site, all of it. */
        static final class Whole extends StdConverter<Coordinates, Site> {
            @Override
            public Site convert(Coordinates said) {
                if (said.latitude == null || said.longitude == null || said.altitude == null) {
                    throw new IllegalArgumentException("A site needs latitude, longitude and altitude.");
                }
                return new Site(said.latitude, said.longitude, said.altitude);
            }
        }
    }

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    private static <T> Optional<T> orEmpty(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
