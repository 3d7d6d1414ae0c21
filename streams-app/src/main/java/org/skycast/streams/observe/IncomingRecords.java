package org.skycast.streams.observe;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.avro.SkyEmbedding;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;
import org.skycast.records.EmbeddingRecords;

/** The border on the way in: Avro records to the domain's types. */
public final class IncomingRecords {

    private IncomingRecords() {}

    /** @throws IllegalArgumentException if the id or the site cannot be */
    public static Station station(org.skycast.avro.Station record) {
        var site = record.getSite();
        return new Station(
                record.getStationId(),
                record.getName(),
                new Site(site.getLatitude(), site.getLongitude(), site.getAltitude()));
    }

    static Origin origin(RecordMetadata at) {
        return new Origin(at.topic(), at.partition(), at.offset());
    }

    /** What a reading says of itself; {@code at} is where it stands, {@code appendedAt} in milliseconds since 1970. */
    public static Stamp stamp(SensorReading record, Origin at, long appendedAt) {
        return new Stamp(
                record.getStationId(),
                Stream.READINGS,
                record.getEpoch(),
                record.getSequence(),
                record.getObservedAt(),
                Instant.ofEpochMilli(appendedAt),
                at);
    }

    /** What a frame says of itself. */
    public static Stamp stamp(CameraFrame record, Origin at, long appendedAt) {
        return new Stamp(
                record.getStationId(),
                Stream.FRAMES,
                record.getEpoch(),
                record.getSequence(),
                record.getCapturedAt(),
                Instant.ofEpochMilli(appendedAt),
                at);
    }

    /** What an embedding says of itself. */
    public static Stamp stamp(SkyEmbedding record, Origin at, long appendedAt) {
        return new Stamp(
                record.getStationId(),
                Stream.EMBEDDINGS,
                record.getEpoch(),
                record.getSequence(),
                record.getCapturedAt(),
                Instant.ofEpochMilli(appendedAt),
                at);
    }

    /** The values that a reading has. */
    public static Reading reading(SensorReading record, Stamp stamp) {
        Map<Variable, Double> values = new EnumMap<>(Variable.class);
        for (Variable variable : Variable.values()) {
            value(record, variable).ifPresent(value -> values.put(variable, value));
        }
        return new Reading(stamp, values);
    }

    private static Optional<Double> value(SensorReading record, Variable variable) {
        return Optional.ofNullable(
                switch (variable) {
                    case AIR_TEMPERATURE -> record.getAirTemperature();
                    case DEW_POINT -> record.getDewPointTemperature();
                    case RELATIVE_HUMIDITY -> record.getRelativeHumidity();
                    case PRESSURE -> record.getAirPressure();
                    case WIND_SPEED -> record.getWindSpeed();
                    case WIND_GUST -> record.getWindSpeedOfGust();
                    case WIND_DIRECTION -> record.getWindFromDirection();
                    case GHI -> record.getGlobalHorizontalIrradiance();
                    case RAIN -> record.getRainfallAmount();
                    case VISIBILITY -> record.getVisibility();
                    case CLOUD_AREA_FRACTION -> record.getCloudAreaFraction();
                });
    }

    /** @throws IllegalArgumentException if the vector is cut short or damaged */
    public static Sky sky(SkyEmbedding record, Stamp stamp) {
        return new Sky(
                stamp.eventTime(),
                EmbeddingRecords.encoderSha256(record),
                EmbeddingRecords.embedding(record),
                EmbeddingRecords.frameSha256(record),
                stamp.origin());
    }

    /** A frame's image file, in a new array. */
    public static byte[] image(CameraFrame record) {
        byte[] image = new byte[record.getImage().remaining()];
        record.getImage().duplicate().get(image);
        return image;
    }

    /**
     * Why an embedding cannot be used, as one sentence, if it cannot.
     *
     * @param encoderSha256 the only encoder whose embeddings are understood
     * @param size how many values they have
     */
    public static Optional<String> fault(SkyEmbedding sent, String encoderSha256, int size) {
        String encoder = EmbeddingRecords.encoderSha256(sent);
        if (!encoder.equals(encoderSha256)) {
            return Optional.of("It was made by the encoder %s, but %s runs here; give the edge this bundle."
                    .formatted(encoder, encoderSha256));
        }
        Embedding embedding;
        try {
            embedding = EmbeddingRecords.embedding(sent);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (embedding.size() != size) {
            return Optional.of("It has %d bytes, but %d half-precision values have %d."
                    .formatted(2 * embedding.size(), size, 2 * size));
        }
        return embedding.isFinite()
                ? Optional.empty()
                : Optional.of("It has values that are not finite; the encoder at the edge is broken.");
    }
}
