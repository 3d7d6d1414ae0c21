package org.skycast.sandbox;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.avro.Observation;
import org.skycast.avro.SensorReading;
import org.skycast.avro.VariableSummary;
import org.skycast.edge.source.report.FieldMap;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.observe.Variable;
import org.skycast.records.ObservationRecords;

/**
 * Each variable from a sensor's report to what a forecaster reads, and its name in every place that lists variables by
 * hand. Where this fails after a variable was added, the sentence says what else to add.
 */
class EveryVariableTest {

    private static final Path ROOT = Path.of("..");

    /** What a forecaster reads in the place of a variable; nothing, where none reads it. */
    private static final Map<Variable, Set<Feature>> BECOMES =
            Map.of(Variable.WIND_DIRECTION, Set.of(Feature.EASTWARD_WIND, Feature.NORTHWARD_WIND));

    /** What slots-1 leaves out: few stations have it. Training takes it as the truth of an event. */
    private static final Set<Feature> NO_INPUT = Set.of(Feature.CLOUD_AREA_FRACTION);

    /** What stands where nobody can tell in the text of the WeatherLink program, or not at all. */
    private static final Set<Variable> BEHIND_THE_HEAT_INDEX =
            Set.of(Variable.PRESSURE, Variable.GHI, Variable.RAIN, Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION);

    /** What the makers' reports have no field for. */
    private static final Map<String, Set<Variable>> NOT_IN_REPORTS = Map.ofEntries(
            entry("ambient-csv", Set.of(Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION)),
            entry("cumulus-metric", Set.of(Variable.PRESSURE, Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION)),
            entry("cumulus-uk", Set.of(Variable.PRESSURE, Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION)),
            entry("cumulus-us", Set.of(Variable.PRESSURE, Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION)),
            entry("dwd", Set.of(Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION)),
            entry("ecowitt", Set.of(Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION)),
            entry("ecowitt-csv", Set.of(Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION)),
            entry("ecowitt2mqtt-metric", Set.of(Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION)),
            entry(
                    "ndbc",
                    Set.of(
                            Variable.RELATIVE_HUMIDITY,
                            Variable.PRESSURE,
                            Variable.GHI,
                            Variable.RAIN,
                            Variable.CLOUD_AREA_FRACTION)),
            entry(
                    "weather-display-metric",
                    Set.of(Variable.PRESSURE, Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION)),
            entry("weather-display-us", Set.of(Variable.PRESSURE, Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION)),
            entry("weatherlink", Set.of(Variable.VISIBILITY, Variable.CLOUD_AREA_FRACTION)),
            entry("weatherlink-txt-metric", BEHIND_THE_HEAT_INDEX),
            entry("weatherlink-txt-us", BEHIND_THE_HEAT_INDEX),
            entry("weewx", Set.of(Variable.CLOUD_AREA_FRACTION)),
            entry("wunderground", Set.of(Variable.CLOUD_AREA_FRACTION)));

    private static final Map<Variable, Double> MEASURED = new EnumMap<>(Variable.class);

    static {
        for (Variable variable : Variable.values()) {
            // Possible, and another for each.
            double share = 0.3 + 0.01 * variable.ordinal();
            MEASURED.put(variable, variable.least() + share * (variable.most() - variable.least()));
        }
    }

    @TempDir
    private static Path folder;

    private static Journey journey;

    @BeforeAll
    static void travel() throws IOException {
        journey = Journey.of(folder, MEASURED);
    }

    @ParameterizedTest
    @EnumSource
    void itComesFromAReportToAForecaster(Variable variable) {
        double measured = MEASURED.get(variable);
        assertThat(journey.readings())
                .as("ReportReader and Units read a column of %s in %s", variable.cfName(), variable.units())
                .isNotEmpty()
                .allSatisfy(reading -> assertThat(reading.get(variable)).isEqualTo(measured));
        Observation observation = journey.observation();
        assertThat(observation.getVariables())
                .as("%s is observed under its CF name", variable)
                .filteredOn(summary -> summary.getName().equals(variable.cfName()))
                .singleElement()
                .satisfies(summary -> {
                    assertThat(summary.getUnits()).isEqualTo(variable.units());
                    assertThat(summary.getMean()).isCloseTo(measured, within(1e-6 * Math.abs(measured)));
                });
        assertThat(PastSlot.of(ObservationRecords.toDomain(observation))
                        .values()
                        .keySet())
                .as("Feature.of gives what EveryVariableTest says that a forecaster reads of %s", variable)
                .containsAll(features(variable));
    }

    private static Set<Feature> features(Variable variable) {
        if (BECOMES.containsKey(variable)) {
            return BECOMES.get(variable);
        }
        assertThat(Feature.named(variable.cfName()))
                .as(
                        "Feature has %s, or EveryVariableTest.BECOMES says what a forecaster reads of it, if anything",
                        variable)
                .isPresent();
        return Set.of(Feature.named(variable.cfName()).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void itsSchemaNamesIt(Variable variable) {
        assertThat(SensorReading.getClassSchema().getFields())
                .as(
                        "SensorReading.avsc has a field with \"cf\": \"%s\" and \"units\": \"%s\"",
                        variable.cfName(), variable.units())
                .filteredOn(field -> variable.cfName().equals(field.getProp("cf")))
                .singleElement()
                .satisfies(field -> assertThat(field.getProp("units")).isEqualTo(variable.units()));
        assertThat(VariableSummary.getClassSchema().getFields())
                .as("Observation.avsc holds any variable by its name and unit")
                .extracting(Schema.Field::name)
                .contains("name", "units");
    }

    @ParameterizedTest
    @EnumSource
    void itsPageListsIt(Variable variable) throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/edge-reference.md")))
                .as("The table under 'What fields mean' in docs/edge-reference.md lists %s", variable.cfName())
                .contains("| `%s` | %s |".formatted(variable.cfName(), variable.units()));
    }

    @ParameterizedTest
    @EnumSource
    void readyMapsKnowIt(Variable variable) {
        assertThat(NOT_IN_REPORTS.keySet())
                .as("EveryVariableTest.NOT_IN_REPORTS speaks of each ready map")
                .isEqualTo(FieldMap.READY);
        for (String map : FieldMap.READY) {
            assertThat(FieldMap.ready(map).fields().containsKey(variable.cfName()))
                    .as("%s.yaml maps %s, or EveryVariableTest.NOT_IN_REPORTS says it cannot", map, variable.cfName())
                    .isEqualTo(!NOT_IN_REPORTS.getOrDefault(map, Set.of()).contains(variable));
        }
    }

    @ParameterizedTest
    @EnumSource
    void trainingReadsIt(Variable variable) throws IOException {
        assertThat(list("COLUMNS = {", '}') + list("COLUMNS |= {", '}'))
                .as("COLUMNS in training, which reads files of readings, names %s", variable.cfName())
                .contains("\"%s\"".formatted(variable.cfName()));
        String inputs = list("INPUTS = [\n    (\"", ']');
        for (Feature feature : features(variable)) {
            boolean input = inputs.contains("(\"%s\", \"%s\")".formatted(feature.cfName(), feature.units()));
            assertThat(input)
                    .as(
                            "INPUTS of training's feature spec has (\"%s\", \"%s\"), or EveryVariableTest.NO_INPUT leaves it out",
                            feature.cfName(), feature.units())
                    .isEqualTo(!NO_INPUT.contains(feature));
        }
    }

    /** A list that stands once in training's own files, wherever the file is. */
    private static String list(String begins, char ends) throws IOException {
        Pattern wanted = Pattern.compile("(?m)^" + Pattern.quote(begins));
        try (Stream<Path> files = Files.walk(ROOT.resolve("training"))) {
            List<String> holding = files.filter(file -> file.toString().endsWith(".py"))
                    .filter(file -> !file.toString().contains("tests"))
                    .map(EveryVariableTest::text)
                    .filter(text -> wanted.matcher(text).find())
                    .toList();
            assertThat(holding)
                    .as("One file of training has the lines '%s'", begins)
                    .hasSize(1);
            String text = holding.get(0);
            int from = text.indexOf(begins);
            return spelt(text, text.substring(from, text.indexOf(ends, from + begins.length()) + 1));
        }
    }

    /** The list with the text itself in place of the constants that the file gives a text. */
    private static String spelt(String text, String list) {
        return Pattern.compile("(?m)^([A-Z]+) = (\"[^\"]+\")$")
                .matcher(text)
                .results()
                .reduce(
                        list,
                        (spelt, constant) -> spelt.replaceAll("\\b" + constant.group(1) + "\\b", constant.group(2)),
                        (a, b) -> b);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyInputIsMeasured(Feature feature) {
        assertThat(Arrays.stream(Variable.values())
                        .flatMap(variable -> Stream.concat(
                                Feature.named(variable.cfName()).stream(),
                                BECOMES.getOrDefault(variable, Set.of()).stream())))
                .as("A variable becomes %s", feature)
                .contains(feature);
    }
}
