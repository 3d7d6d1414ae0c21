package org.skycast.edge.source.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.nowcast.observe.Variable;
import org.skycast.settings.SettingsException;

class ReportReaderTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    Path folder;

    private static Report json(String text) {
        try {
            return Report.json(JsonMapper.builder().build().readTree(text.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<Variable, Double> read(String map, Report report) {
        return ((ReportReader.Read) new ReportReader(FieldMap.ready(map), "s").read(report, NOW, Map.of())).values();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // As WeeWX's MQTT extension sends a loop packet by default: text, with labels of US units.
                "{'dateTime': '1780300800.0', 'usUnits': '1.0', 'outTemp_F': '68.0', 'dewpoint_F': '50.0',"
                        + " 'outHumidity': '52.0', 'pressure_inHg': '29.53', 'barometer_inHg': '30.10',"
                        + " 'windSpeed_mph': '10.0', 'windGust_mph': '20.0', 'windDir': '270.0', 'radiation_Wpm2': '500.0',"
                        + " 'rain_in': '0.01', 'dayRain_in': '0.5'}",
                "{'dateTime': 1780300800, 'usUnits': 1, 'outTemp': 68, 'dewpoint': 50, 'outHumidity': 52,"
                        + " 'pressure': 29.53, 'barometer': 30.1, 'windSpeed': 10, 'windGust': 20, 'windDir': 270,"
                        + " 'radiation': 500, 'rain': 0.01}",
                "{'dateTime': 1780300800, 'usUnits': 16, 'outTemp': 20, 'dewpoint': 10, 'outHumidity': 52,"
                        + " 'pressure': 1000.0, 'barometer': 1019.3, 'windSpeed': 16.09344, 'windGust': 32.18688,"
                        + " 'windDir': 270, 'radiation': 500, 'rain': 0.0254}",
                "{'dateTime': 1780300800, 'usUnits': 17, 'outTemp': 20, 'dewpoint': 10, 'outHumidity': 52,"
                        + " 'pressure': 1000.0, 'barometer': 1019.3, 'windSpeed': 4.4704, 'windGust': 8.9408,"
                        + " 'windDir': 270, 'radiation': 500, 'rain': 0.254}",
                "{'dateTime': '1780300800', 'outTemp_C': '20', 'dewpoint_C': '10', 'outHumidity': '52',"
                        + " 'pressure_mbar': '1000', 'windSpeed_mps': '4.4704', 'windGust_kph': '32.18688', 'windDir': '270',"
                        + " 'radiation_Wpm2': '500', 'rain_cm': '0.0254'}"
            })
    void weewxIsReadInAllItsUnits(String text) {
        Map<Variable, Double> values = read("weewx", json(text));
        assertThat(values).hasSize(9);
        assertThat(values.get(Variable.AIR_TEMPERATURE)).isCloseTo(20, within(1e-6));
        assertThat(values.get(Variable.DEW_POINT)).isCloseTo(10, within(1e-6));
        assertThat(values.get(Variable.RELATIVE_HUMIDITY)).isEqualTo(52);
        assertThat(values.get(Variable.PRESSURE)).isCloseTo(1000, within(0.01));
        assertThat(values.get(Variable.WIND_SPEED)).isCloseTo(4.4704, within(1e-6));
        assertThat(values.get(Variable.WIND_GUST)).isCloseTo(8.9408, within(1e-6));
        assertThat(values.get(Variable.WIND_DIRECTION)).isEqualTo(270);
        assertThat(values.get(Variable.GHI)).isEqualTo(500);
        assertThat(values.get(Variable.RAIN)).isCloseTo(0.254, within(1e-6));
    }

    @Test
    void weewxWithoutItsUnitsSaysNothingThatCanBeUsed() {
        var read = (ReportReader.Read) new ReportReader(FieldMap.ready("weewx"), "s")
                .read(json("{'dateTime': 1780300800, 'outTemp': 68, 'outHumidity': 52}"), NOW, Map.of());
        assertThat(read.values()).containsOnlyKeys(Variable.RELATIVE_HUMIDITY);
        assertThat(read.unreadable()).isEqualTo(1);
    }

    @Test
    void ecowittIsReadWithThePressureAtTheStation() {
        Report report = Report.form("PASSKEY=ABC&stationtype=GW1100A_V2.1.8&runtime=2&dateutc=2026-06-01+11:59:30"
                + "&tempinf=70.0&humidityin=40&baromrelin=30.10&baromabsin=29.53&tempf=68.0&humidity=52&winddir=270"
                + "&windspeedmph=10.00&windgustmph=20.00&maxdailygust=30.0&solarradiation=500.00&uv=3&rainratein=0.000"
                + "&eventrainin=0.100&hourlyrainin=0.010&dailyrainin=0.120&yearlyrainin=10.000");
        var read = (ReportReader.Read) new ReportReader(FieldMap.ready("ecowitt"), "s")
                .read(report, NOW, Map.of("yearlyrainin", new Total("yearlyrainin", 253.9)));
        assertThat(read.at()).isEqualTo(Instant.parse("2026-06-01T11:59:30Z"));
        assertThat(read.values().get(Variable.PRESSURE)).isCloseTo(1000, within(0.01));
        assertThat(read.values().get(Variable.AIR_TEMPERATURE)).isCloseTo(20, within(1e-6));
        assertThat(read.values().get(Variable.RAIN)).isCloseTo(0.1, within(1e-6));
        assertThat(read("ecowitt", json("{'temp': 68, 'humidity': 52, 'baromabs': 29.53, 'baromrel': 30.1}")))
                .containsOnlyKeys(Variable.AIR_TEMPERATURE, Variable.RELATIVE_HUMIDITY, Variable.PRESSURE);
        assertThat(read("ecowitt2mqtt-metric", json("{'temp': 20, 'windspeed': 36}")))
                .containsEntry(Variable.AIR_TEMPERATURE, 20.0)
                .containsEntry(Variable.WIND_SPEED, 10.0);
    }

    @Test
    void wundergroundIsReadAndItsMissingStaysMissing() {
        Map<Variable, Double> values = read(
                "wunderground",
                Report.form("ID=x&PASSWORD=y&dateutc=now&tempf=68&dewptf=-9999&humidity=52&windspeedmph=-9999"
                        + "&baromin=30.1&dailyrainin=0.5&rainin=0.1"));
        assertThat(values).containsOnlyKeys(Variable.AIR_TEMPERATURE, Variable.RELATIVE_HUMIDITY);
    }

    @ParameterizedTest
    @CsvSource({
        "now, 2026-06-01T12:00:00Z",
        "1780300800, 2026-06-01T08:00:00Z",
        "1780300800.0, 2026-06-01T08:00:00Z",
        "1780300800123, 2026-06-01T08:00:00.123Z",
        "2026-06-01T08:00:00Z, 2026-06-01T08:00:00Z",
        "2026-06-01T10:00:00+02:00, 2026-06-01T08:00:00Z",
        "2026-06-01 08:00:00, 2026-06-01T08:00:00Z",
        "2026-06-01T08:00, 2026-06-01T08:00:00Z",
    })
    void timesAreRead(String text, Instant time) {
        assertThat(TimeText.KNOWN.read(text, NOW)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "NaN", "-5", "2026-13-01 00:00:00"})
    void whatIsNoTimeIsNone(String text) {
        assertThat(TimeText.KNOWN.read(text, NOW)).isEmpty();
    }

    @Test
    void nestedFieldsAreReachedByDotsAndOddValuesAreMissing() {
        var reader = new ReportReader(
                FieldMap.of(
                        List.of("meta.time"),
                        Map.of(
                                "air_temperature", new Column("sensors.0.t", "degC"),
                                "air_pressure", new Column("p", "Pa"),
                                "relative_humidity", new Column("h", "%"))),
                "s");
        var read = (ReportReader.Read) reader.read(
                json("{'meta': {'time': 1780300800}, 'sensors': [{'t': 20.5}], 'p': 'broken', 'h': null}"),
                NOW,
                Map.of());
        assertThat(read.values()).containsExactly(Map.entry(Variable.AIR_TEMPERATURE, 20.5));
        assertThat(read.unreadable()).isEqualTo(1);
        assertThat(read.timed()).isTrue();
    }

    @Test
    void unitsBehindNumbersAndDecimalCommasAreRead() {
        var reader = new ReportReader(
                FieldMap.of(
                        List.of(),
                        Map.of(
                                "air_temperature", new Column("t", "degC"),
                                "air_pressure", new Column("p", "hPa"),
                                "relative_humidity", new Column("h", "%"))),
                "s");
        var read = (ReportReader.Read) reader.read(json("{'t': '-5,25 °C', 'p': '1,012', 'h': '67%'}"), NOW, Map.of());
        assertThat(read.values())
                .containsOnly(Map.entry(Variable.AIR_TEMPERATURE, -5.25), Map.entry(Variable.RELATIVE_HUMIDITY, 67.0));
        assertThat(read.unreadable()).isEqualTo(1);
    }

    @Test
    void reportsThatSayNothingAreRefusedWithAReason() {
        var reader = new ReportReader(FieldMap.ready("weewx"), "s");
        assertThat(reader.read(json("{'a': 1, 'b': 2}"), NOW, Map.of()))
                .isInstanceOfSatisfying(
                        ReportReader.Refused.class,
                        refused -> assertThat(refused.reason()).contains("it has a, b", "outTemp"));
        assertThat(reader.read(json("{'dateTime': 'whenever', 'outTemp_C': 2}"), NOW, Map.of()))
                .isInstanceOfSatisfying(
                        ReportReader.Refused.class,
                        refused -> assertThat(refused.reason()).contains("'whenever'"));
    }

    @Test
    void mistakesInMapsAreNamed() throws IOException {
        Path map =
                Files.writeString(folder.resolve("m.yaml"), "fields: { air_temperature: [{ field: t, unit: degC }] }");
        assertThatThrownBy(() -> FieldMap.read(map))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("did you mean 'units'?");
        Files.writeString(map, "fields: { air_temprature: [{ field: t, units: degC }] }");
        assertThatThrownBy(() -> new ReportReader(FieldMap.read(map), "a/readings"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("a/readings")
                .hasMessageContaining("'air_temprature'");
        Files.writeString(map, "fields: { air_temperature: [{ field: t, units: m/s }] }");
        assertThatThrownBy(() -> new ReportReader(FieldMap.read(map), "a/readings"))
                .hasMessageContaining("a/readings")
                .hasMessageContaining("does not measure");
        Files.writeString(map, "fields: { air_temperature: [{ field: t, unitsOf: { 1: degF } }] }");
        assertThatThrownBy(() -> FieldMap.read(map)).hasMessageContaining("'system'");
        assertThatThrownBy(() -> FieldMap.read(folder.resolve("absent.yaml"))).hasMessageContaining("weewx");
    }

    /** What a counter shows, and what was added; a report that another has overtaken; a restart in between. */
    @Test
    void totalsAreDifferencedAndWhatCannotBeKnownIsMissing() {
        List<Sample> kept = new ArrayList<>();
        ReportIntake intake = intake();
        rain(intake, kept, "11:00:00", 2.0);
        rain(intake, kept, "11:01:00", 2.5);
        rain(intake, kept, "11:02:00", 0.2);
        rain(intake, kept, "11:00:30", 2.3);
        ReportIntake restarted = intake();
        restarted.resumeAfter(kept.get(kept.size() - 1).item());
        rain(restarted, kept, "11:03:00", 0.5);
        rain(restarted, kept, "11:02:00", 0.2);
        assertThat(kept)
                .extracting(taken -> rounded(((Sample.Values) taken).values().get(Variable.RAIN)))
                .containsExactly(null, 0.5, 0.2, null, 0.3);
    }

    private static Double rounded(Double value) {
        return value == null ? null : Math.round(value * 1000) / 1000.0;
    }

    private static ReportIntake intake() {
        var reader = new ReportReader(
                FieldMap.of(List.of("time"), Map.of("thickness_of_rainfall_amount", new Column("rain", "mm", true))),
                "s");
        return new ReportIntake("a", "s", reader, new EdgeMetrics(), () -> NOW);
    }

    private static void rain(ReportIntake intake, List<Sample> kept, String time, double total) {
        intake.take(json("{'time': '2026-06-01T%sZ', 'rain': %s}".formatted(time, total)), "", kept::addAll);
    }

    @Test
    void whatCouldNotBeKeptIsNotRemembered() {
        ReportIntake intake = intake();
        List<Sample> kept = new ArrayList<>();
        rain(intake, kept, "11:00:00", 1);
        assertThatThrownBy(() -> intake.take(json("{'time': '2026-06-01T11:01:00Z', 'rain': 3}"), "", taken -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");
        rain(intake, kept, "11:01:00", 3);
        rain(intake, kept, "11:01:00", 3);
        assertThat(kept).hasSize(2);
        assertThat(((Sample.Values) kept.get(1)).values()).containsEntry(Variable.RAIN, 2.0);
    }
}
