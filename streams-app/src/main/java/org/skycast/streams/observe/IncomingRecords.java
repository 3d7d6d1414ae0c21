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

/** The border on the way in: Avro records to the domain's types. */
final class IncomingRecords {

    private IncomingRecords() {}

    static Station station(org.skycast.avro.Station record) {
        var site = record.getSite();
        return new Station(
                record.getStationId(),
                record.getName(),
                new Site(site.getLatitude(), site.getLongitude(), site.getAltitude()));
    }

    static Origin origin(RecordMetadata at) {
        return new Origin(at.topic(), at.partition(), at.offset());
    }

    static Stamp stamp(SensorReading record, RecordMetadata at, long appendedAt) {
        return new Stamp(
                record.getStationId(),
                Stream.READINGS,
                record.getEpoch(),
                record.getSequence(),
                record.getObservedAt(),
                Instant.ofEpochMilli(appendedAt),
                origin(at));
    }

    static Stamp stamp(CameraFrame record, RecordMetadata at, long appendedAt) {
        return new Stamp(
                record.getStationId(),
                Stream.FRAMES,
                record.getEpoch(),
                record.getSequence(),
                record.getCapturedAt(),
                Instant.ofEpochMilli(appendedAt),
                origin(at));
    }

    static Stamp stamp(SkyEmbedding record, RecordMetadata at, long appendedAt) {
        return new Stamp(
                record.getStationId(),
                Stream.EMBEDDINGS,
                record.getEpoch(),
                record.getSequence(),
                record.getCapturedAt(),
                Instant.ofEpochMilli(appendedAt),
                origin(at));
    }

    static Reading reading(SensorReading record, Stamp stamp) {
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

    /** @throws IllegalArgumentException if the vector is cut short */
    static Sky sky(SkyEmbedding record, Stamp stamp) {
        byte[] halves = new byte[record.getVector().remaining()];
        record.getVector().duplicate().get(halves);
        return new Sky(
                stamp.eventTime(),
                record.getEncoderSha256(),
                Embedding.ofHalves(halves),
                Optional.ofNullable(record.getFrameSha256()),
                stamp.origin());
    }

    static byte[] image(CameraFrame record) {
        byte[] image = new byte[record.getImage().remaining()];
        record.getImage().duplicate().get(image);
        return image;
    }
}
