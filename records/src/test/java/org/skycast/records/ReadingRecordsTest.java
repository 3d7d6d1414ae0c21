package org.skycast.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.avro.SensorReading;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.observe.Variable;

class ReadingRecordsTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00.123456Z");
    private static final Instant APPENDED = Instant.parse("2026-06-01T00:00:03Z");
    private static final Origin ORIGIN = new Origin("r", 1, 2);
    private static final Numbered NUMBERED = new Numbered("a", T.minusSeconds(60), 7, T);

    private static List<Schema.Field> measured() {
        return SensorReading.getClassSchema().getFields().stream()
                .filter(field -> field.getProp("cf") != null)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void eachVariableHasTheFieldOfItsNameAndUnits(Variable variable) {
        SensorReading record = ReadingRecords.toAvro(NUMBERED, Map.of(variable, 1.25));
        assertThat(measured())
                .filteredOn(field -> record.get(field.pos()) != null)
                .as("SensorReading.avsc has a field for %s, and ReadingRecords.field names it", variable)
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.getProp("cf")).isEqualTo(variable.cfName());
                    assertThat(field.getProp("units")).isEqualTo(variable.units());
                    assertThat(record.get(field.pos())).isEqualTo(1.25);
                });
    }

    @Test
    void eachFieldIsAVariable() {
        assertThat(measured())
                .allSatisfy(field -> assertThat(Variable.named(field.getProp("cf")))
                        .as("Variable has what SensorReading.avsc calls %s", field.name())
                        .isPresent());
    }

    @Test
    void readingsSurviveTheLog() {
        var stamp = new Stamp("a", Stream.READINGS, T.minusSeconds(60), 7, T, APPENDED, ORIGIN);
        Map<Variable, Double> all = new EnumMap<>(Variable.class);
        for (Variable variable : Variable.values()) {
            all.put(variable, 1 / 3.0 + variable.ordinal());
        }
        for (Map<Variable, Double> values : List.of(all, Map.<Variable, Double>of(), Map.of(Variable.RAIN, 0.2))) {
            SensorReading record = ReadingRecords.toAvro(NUMBERED, values);
            assertThat(record.getStatus()).isNull();
            assertThat(ReadingRecords.toDomain(record, ORIGIN, APPENDED.toEpochMilli()))
                    .isEqualTo(new Reading(stamp, values));
        }
    }
}
