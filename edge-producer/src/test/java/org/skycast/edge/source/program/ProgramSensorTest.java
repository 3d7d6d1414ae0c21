package org.skycast.edge.source.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.report.Column;
import org.skycast.edge.source.report.FieldNames;
import org.skycast.nowcast.observe.Variable;

@Timeout(60)
class ProgramSensorTest {

    private Instant now = Instant.parse("2026-06-01T00:00:10Z");
    private int ticks;

    private ProgramSensor sensor(String script) {
        var names = new FieldNames.Inline(Optional.of("at"), Map.of("air_temperature", new Column("bme.t", "degF")));
        var config = new CommandReadings(
                List.of("sh", "-c", script),
                Duration.ofSeconds(20),
                new Cadence(Duration.ofMinutes(1), Duration.ZERO),
                names);
        return new ProgramSensor("a", config, new EdgeMetrics(), () -> now, until -> {
            if (ticks-- == 0) {
                throw new InterruptedException();
            }
            now = until;
        });
    }

    private List<Sample> run(ProgramSensor sensor, int times) {
        List<Sample> taken = new ArrayList<>();
        ticks = times;
        assertThatThrownBy(() -> sensor.run(taken::addAll)).isInstanceOf(InterruptedException.class);
        return taken;
    }

    @Test
    void objectWithoutATimeIsOfNow() {
        List<Sample> taken = run(sensor("echo '{\"bme\": {\"t\": 50}}'"), 2);
        assertThat(taken)
                .extracting(Sample::at)
                .containsExactly(Instant.parse("2026-06-01T00:01:00Z"), Instant.parse("2026-06-01T00:02:00Z"));
        assertThat(((Sample.Values) taken.get(0)).values().get(Variable.AIR_TEMPERATURE))
                .isEqualTo(10);
    }

    @Test
    void linesAreTakenOnceHoweverOftenTheyArePrinted() {
        String lines = "for i in 1 2 3; do echo \"{\\\"at\\\": 178030080$i, \\\"bme\\\": {\\\"t\\\": $i}}\"; done";
        ProgramSensor sensor = sensor(lines);
        List<Sample> taken = run(sensor, 3);
        assertThat(taken).hasSize(3);
        ProgramSensor restarted = sensor(lines);
        restarted.resumeAfter(taken.get(2).item());
        assertThat(run(restarted, 1)).isEmpty();
    }

    /** {@code n} of a list a minute apart from {@code first}, oldest first or newest first. */
    private static String list(int first, int n, boolean newestFirst) {
        return "seq %s | while read i; do echo \"{\\\"at\\\": $((1780300800 + 60 * i)), \\\"bme\\\": {\\\"t\\\": 50}}\"; done"
                .formatted(
                        newestFirst
                                ? "%d -1 %d".formatted(first + n - 1, first)
                                : "%d %d".formatted(first, first + n - 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDaysListIsTakenOnceHoweverItOverlaps(boolean newestFirst) {
        ProgramSensor sensor = sensor(list(0, 1440, newestFirst));
        List<Sample> taken = run(sensor, 2);
        assertThat(taken)
                .hasSize(1440)
                .extracting(Sample::at)
                .doesNotHaveDuplicates()
                .isSorted();
        // Over a restart a list that has gone on by ten minutes has ten new readings, and then a short one none.
        for (int i = 0; i < 3; i++) {
            ProgramSensor restarted = sensor(list(10 * (i + 1), 1440, newestFirst));
            restarted.resumeAfter(taken.get(taken.size() - 1).item());
            taken.addAll(run(restarted, 2));
            assertThat(taken).hasSize(1440 + 10 * (i + 1));
            ProgramSensor brief = sensor(list(1400, 20, newestFirst));
            brief.resumeAfter(taken.get(taken.size() - 1).item());
            assertThat(run(brief, 1)).isEmpty();
        }
        assertThat(taken).extracting(Sample::at).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void lineThatIsNoJsonCostsItself() {
        List<Sample> taken =
                run(sensor("echo '{\"at\": 1780300800, \"bme\": {\"t\": 50}}'; echo '{\"at\":'; echo 7"), 1);
        assertThat(taken).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo hello | it is no JSON",
                "echo 5 | no object",
                "echo '{\"x\": 1}' | None of its fields is known",
                "echo bad >&2; exit 2 | exit code 2: bad"
            })
    void whatCannotBeUsedIsNamed(String script, String said) {
        ProgramSensor sensor = sensor(script);
        ticks = 1;
        assertThatThrownBy(() -> sensor.run(taken -> {}))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining(said);
        assertThat(sensor.check(Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        SourceCheck.Failed.class,
                        failed -> assertThat(failed.says()).contains(said));
    }

    @Test
    void checkSaysWhatWasRead() {
        assertThat(sensor("echo '{\"at\": 1780300800, \"bme\": {\"t\": 50}}'").check(Duration.ofSeconds(20)))
                .isEqualTo(new SourceCheck.Ok(
                        "The program sh printed a report of 2026-06-01T08:00:00Z: air_temperature 10.00 degC."));
    }
}
