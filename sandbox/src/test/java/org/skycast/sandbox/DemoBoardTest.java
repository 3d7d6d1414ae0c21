package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skycast.avro.Alert;
import org.skycast.avro.Forecast;
import org.skycast.avro.ForecastInputs;
import org.skycast.avro.Lineage;
import org.skycast.avro.TopicPartitionOffset;
import org.skycast.avro.VariableForecast;
import org.skycast.cli.Colours;

/** What others say reaches the board as text: no line more, no cursor moved, whatever year it is of. */
class DemoBoardTest {

    private static final String HOSTILE = "\u001b[2J\u202e\r\nforged";
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final DemoBoard board = new DemoBoard();

    @Test
    void hostileTextIsShownAsText() {
        for (Instant at : List.of(LAST, Instant.parse("0001-01-01T00:00:00Z"))) {
            board.add(forecast(at));
            for (String state : List.of("RAISED", "UNKNOWN", HOSTILE)) {
                board.add(alert(at, state));
            }
            board.add(alert(at, "RAISED"));
            List<String> table = lines(false, Map.of(HOSTILE, at), at);
            assertThat(table)
                    .hasSize(10)
                    .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}]"))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(DemoTable.WIDTH));
            assertThat(board.told())
                    .hasSize(4)
                    .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
            board.rows()
                    .forEach((station, row) ->
                            assertThat(DemoTable.line(station, row)).doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
        }
    }

    private List<String> lines(boolean isColoured, Map<String, Instant> readings, Instant now) {
        var addresses = new DemoAddresses(
                "127.0.0.1:41234",
                "http://127.0.0.1:41235",
                "http://127.0.0.1:41236/",
                "http://127.0.0.1:41237/metrics");
        return new DemoTable(new Colours(isColoured), addresses).lines(board, readings, "It goes.", 12, now);
    }

    @Test
    void theTableFitsATerminalAndNamesWhereAllIs() {
        board.add(forecast(Instant.parse("2026-06-01T12:00:00Z")));
        assertThat(String.join("\n", lines(false, Map.of(), LAST)))
                .contains(
                        "41234",
                        "41235",
                        "41236",
                        "41237",
                        "./skycast tail forecasts --bootstrap-server 127.0.0.1:41234 \\")
                .doesNotContain("\033");
        assertThat(String.join("\n", lines(true, Map.of(), LAST))).contains("\033[1mstation");
        assertThat(new DemoAddresses("127.0.0.1:9092", "http://127.0.0.1:8081", "d", "m").lines())
                .contains("Elsewhere ./skycast tail forecasts");
    }

    @Test
    void itIsDrawnOverItselfAndNeverCleared() {
        assertThat(DemoScreen.drawn(List.of("a", "b")))
                .isEqualTo("\033[Ha\033[K\nb\033[K\n\033[J")
                .doesNotContain("\033[2J");
    }

    @Test
    void agesAreShort() {
        Instant now = Instant.parse("2026-06-01T12:00:00Z");
        assertThat(Stream.of(
                                "2026-06-01T12:00:00Z",
                                "2026-06-01T11:48:00Z",
                                "2026-05-31T00:00:00Z",
                                "2026-05-01T00:00:00Z",
                                "2017-06-01T00:00:00Z")
                        .map(time -> DemoTable.age(Optional.of(Instant.parse(time)), now)))
                .containsExactly("now", "12m", "36h", "31d", "9y");
        assertThat(DemoTable.age(Optional.empty(), now)).isEqualTo("-");
    }

    @Test
    void thePaceSaysHowTimeGoes() {
        Instant now = Instant.parse("2026-06-01T12:00:00Z");
        var pace = new DemoPace("600");
        assertThat(pace.at(List.of(now.minusSeconds(7200)), false, now))
                .isEqualTo("2h behind now, going on 600 times as fast as time goes.");
        assertThat(pace.at(List.of(now.minusSeconds(700)), false, now)).startsWith("Caught up with now");
        assertThat(pace.at(List.of(), false, now)).isEqualTo("Nothing has been sent yet.");
        assertThat(pace.at(List.of(), true, now)).startsWith("All that was recorded");
    }

    private static Lineage lineage() {
        return Lineage.newBuilder()
                .setModelId(HOSTILE)
                .setModelVersion(HOSTILE)
                .setBundleSha256(HOSTILE)
                .setFeatureSpec(HOSTILE)
                .setObservation(new TopicPartitionOffset(HOSTILE, 0, 0L))
                .setSlots(List.of())
                .build();
    }

    private static Forecast forecast(Instant at) {
        var temperature = VariableForecast.newBuilder()
                .setName("air_temperature")
                .setUnits(HOSTILE)
                .setLeadMinutes(List.of(60))
                .setQuantileLevels(List.of(0.1, 0.5, 0.9))
                .setValues(List.of(List.of(1f, Float.NaN, Float.MAX_VALUE)))
                .build();
        return Forecast.newBuilder()
                .setStationId(HOSTILE)
                .setReferenceTime(at)
                .setIssuedAt(at)
                .setLineage(lineage())
                .setVariables(List.of(temperature))
                .setEvents(List.of())
                .setInputs(ForecastInputs.newBuilder()
                        .setCompleteness(1.0)
                        .setDegraded(List.of(HOSTILE))
                        .build())
                .build();
    }

    private static Alert alert(Instant at, String state) {
        return Alert.newBuilder()
                .setId(HOSTILE)
                .setRule(HOSTILE)
                .setStationId(HOSTILE)
                .setSeverity(HOSTILE)
                .setUrgency(HOSTILE)
                .setCertainty(HOSTILE)
                .setOnset(at)
                .setExpires(at)
                .setState(state)
                .setProbability(Double.NaN)
                .setLineage(lineage())
                .build();
    }
}
