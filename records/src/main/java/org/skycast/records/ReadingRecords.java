package org.skycast.records;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.SensorReading;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.observe.Variable;

/** Readings between the domain and the log; there and back changes nothing. */
public final class ReadingRecords {

    private ReadingRecords() {}

    /** Where a record has a variable. */
    private record Field(
            Function<SensorReading, @Nullable Double> getter, BiConsumer<SensorReading.Builder, Double> setter) {}

    /** The one place that says so, for both directions. */
    private static Field field(Variable variable) {
        return switch (variable) {
            case AIR_TEMPERATURE ->
                new Field(SensorReading::getAirTemperature, SensorReading.Builder::setAirTemperature);
            case DEW_POINT ->
                new Field(SensorReading::getDewPointTemperature, SensorReading.Builder::setDewPointTemperature);
            case RELATIVE_HUMIDITY ->
                new Field(SensorReading::getRelativeHumidity, SensorReading.Builder::setRelativeHumidity);
            case PRESSURE -> new Field(SensorReading::getAirPressure, SensorReading.Builder::setAirPressure);
            case WIND_SPEED -> new Field(SensorReading::getWindSpeed, SensorReading.Builder::setWindSpeed);
            case WIND_GUST -> new Field(SensorReading::getWindSpeedOfGust, SensorReading.Builder::setWindSpeedOfGust);
            case WIND_DIRECTION ->
                new Field(SensorReading::getWindFromDirection, SensorReading.Builder::setWindFromDirection);
            case GHI ->
                new Field(
                        SensorReading::getGlobalHorizontalIrradiance,
                        SensorReading.Builder::setGlobalHorizontalIrradiance);
            case RAIN -> new Field(SensorReading::getRainfallAmount, SensorReading.Builder::setRainfallAmount);
            case VISIBILITY -> new Field(SensorReading::getVisibility, SensorReading.Builder::setVisibility);
            case CLOUD_AREA_FRACTION ->
                new Field(SensorReading::getCloudAreaFraction, SensorReading.Builder::setCloudAreaFraction);
        };
    }

    /**
     * The reading as the log keeps it.
     *
     * @param values by variable, in the variable's unit; what was not measured is absent
     */
    public static SensorReading toAvro(Numbered reading, Map<Variable, Double> values) {
        SensorReading.Builder record = SensorReading.newBuilder()
                .setStationId(reading.stationId())
                .setEpoch(reading.epoch())
                .setSequence(reading.sequence())
                .setObservedAt(reading.at());
        values.forEach((variable, value) -> field(variable).setter().accept(record, value));
        return record.build();
    }

    /** The reading that stands at {@code origin}, {@code appendedAt} in milliseconds since 1970. */
    public static Reading toDomain(SensorReading record, Origin origin, long appendedAt) {
        Map<Variable, Double> values = new EnumMap<>(Variable.class);
        for (Variable variable : Variable.values()) {
            Double value = field(variable).getter().apply(record);
            if (value != null) {
                values.put(variable, value);
            }
        }
        Stamp stamp = new Numbered(
                        record.getStationId(), record.getEpoch(), record.getSequence(), record.getObservedAt())
                .stamp(Stream.READINGS, origin, appendedAt);
        return new Reading(stamp, values);
    }
}
