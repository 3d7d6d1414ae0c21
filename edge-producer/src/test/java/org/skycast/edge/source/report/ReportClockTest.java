package org.skycast.edge.source.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceCheck;
import org.skycast.nowcast.observe.Variable;

/** Reports of consoles, brokers and programs whose times are held against this computer's clock, and their counters. */
class ReportClockTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final EdgeMetrics metrics = new EdgeMetrics();
    private final List<Sample> kept = new ArrayList<>();
    private final ReportIntake intake = intake(Notation.PLAIN);

    private ReportIntake intake(Notation notation) {
        return new ReportIntake("a", "a/s", reader(notation), metrics, () -> NOW);
    }

    private static ReportReader reader(Notation notation) {
        return new ReportReader(FieldMap.ready("ecowitt").as(notation), "a/s");
    }

    private static Report report(String time, String rest) {
        return Report.form("dateutc=%s&%s".formatted(time, rest));
    }

    private ReportIntake.Outcome take(String time, String rest) {
        return intake.take(report(time, rest), "", kept::addAll);
    }

    @Test
    void timeThatIsNotYetEntersNothing() {
        take("2026-06-01+11:50:00", "tempf=50&dailyrainin=0.10");
        assertThat(take("2036-02-07+06:28:16", "tempf=50&dailyrainin=0.20"))
                .isInstanceOfSatisfying(
                        ReportIntake.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("'2036-02-07 06:28:16'", "ahead of this computer's clock"));
        take("2026-06-01+12:00:00", "tempf=50&dailyrainin=0.30");
        assertThat(kept).hasSize(2);
        assertThat(((Sample.Values) kept.get(1)).values().get(Variable.RAIN)).isCloseTo(5.08, within(1e-6));
        assertThat(metrics.counts()).containsEntry("ahead.a/s", 1L).doesNotContainKey("unreadable.a/s");
    }

    /** As an earlier version may have kept it. */
    @Test
    void memoryOfATimeThatIsNotYetIsMended() {
        intake.resumeAfter("{\"at\":2085978496000,\"recent\":[],\"totals\":{\"thickness_of_rainfall_amount\":"
                + "{\"field\":\"dailyrainin\",\"value\":2.54}}}");
        take("2026-06-01+12:00:00", "dailyrainin=0.20");
        assertThat(((Sample.Values) kept.get(0)).values().get(Variable.RAIN)).isCloseTo(2.54, within(1e-6));
    }

    @Test
    void clockThatStandsIsSaidAndCounted() {
        take("2026-05-31+15:00:00", "tempf=71.5");
        assertThat(metrics.remark("a/s"))
                .hasValueSatisfying(said -> assertThat(said).contains("21 h behind"));
        assertThat(take("2026-05-31+15:00:00", "tempf=71.5")).isInstanceOf(ReportIntake.Repeated.class);
        assertThat(take("2026-05-31+15:00:00", "tempf=72.5"))
                .isInstanceOfSatisfying(
                        ReportIntake.Refused.class,
                        refused ->
                                assertThat(refused.reason()).contains("stands", "21 h behind this computer's clock"));
        assertThat(metrics.counts()).containsEntry("unreadable.a/s", 1L);
        take("2026-06-01+12:00:00", "tempf=72.5");
        assertThat(metrics.remark("a/s")).isEmpty();
    }

    /** What rain it brings depends on what came before, what it says does not. */
    @Test
    void repeatedReportWithRainIsARepetition() {
        take("2026-05-31+14:55:00", "dailyrainin=0.10");
        take("2026-05-31+15:00:00", "dailyrainin=0.20");
        assertThat(take("2026-05-31+15:00:00", "dailyrainin=0.20")).isInstanceOf(ReportIntake.Repeated.class);
        assertThat(metrics.counts()).containsEntry("left_aside.a/s", 1L).doesNotContainKey("unreadable.a/s");
        assertThat(take("2026-05-31+15:00:00", "dailyrainin=0.30")).isInstanceOf(ReportIntake.Refused.class);
    }

    @Test
    void thisComputersClockThatWasNeverSetIsNamed() {
        Instant begin = Instant.parse("1970-01-01T00:00:30Z");
        for (String time : List.of("dateutc=2026-06-01+11:59:00&", "dateutc=now&", "")) {
            assertThat(reader(Notation.PLAIN).read(Report.form(time + "tempf=50"), begin, Map.of()))
                    .isInstanceOfSatisfying(
                            ReportReader.Refused.class,
                            refused ->
                                    assertThat(refused.reason()).startsWith("This computer's clock says 1970-01-01T"));
        }
    }

    /** A clock leapt, its report was believed, and the counter then stood at a time that is not yet. */
    @Test
    void counterOfATimeThatIsNotYetIsForgotten() {
        intake.resumeAfter("{\"at\":2085978496000,\"recent\":[],\"totals\":{\"dailyrainin\":"
                + "{\"field\":\"dailyrainin\",\"value\":2.54,\"at\":2085978496000,\"ahead\":0}}}");
        take("2026-06-01+12:00:00", "dailyrainin=0.20");
        take("2026-06-01+12:01:00", "dailyrainin=0.30");
        assertThat(rain()).containsExactly(null, 2.54);
    }

    @Test
    void ofAListOfOneNoDayIsRemembered() {
        for (int i = 0; i < 200; i++) {
            Report one = report("2026-06-01+%02d:%02d:%02d".formatted(i / 60, i % 60, i * 7 % 60), "tempf=50");
            intake.takeAll(List.of(new ReportIntake.Given(one, "")), kept::addAll);
        }
        assertThat(kept).hasSize(200);
        assertThat(kept.get(199).item().length()).isLessThan(1000);
    }

    @Test
    void zoneIsSaidForLocalTimes() {
        var reader = reader(new Notation(Optional.empty(), Optional.of("Europe/Oslo"), List.of()));
        assertThat(reader.read(report("2026-06-01+13:59:00", "tempf=50"), NOW, Map.of()))
                .isInstanceOfSatisfying(
                        ReportReader.Read.class,
                        read -> assertThat(read.at()).isEqualTo(Instant.parse("2026-06-01T11:59:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-01+11:59:00, Ok, ''",
        "2026-06-01+05:00:00, Warned, 7 h behind this computer's clock",
        "2026-06-01+14:00:00, Failed, 2 h ahead of this computer's clock",
        "1970-01-01+00:00:12, Failed, a clock which was never set",
        "2026-6-1+11:59:1, Ok, ''",
    })
    void checkSaysHowFarALiveReportIsOff(String time, String finding, String said) {
        SourceCheck check =
                ReportSeen.of("A report", reader(Notation.PLAIN).read(report(time, "tempf=50"), NOW, Map.of()));
        assertThat(check.getClass().getSimpleName()).isEqualTo(finding);
        assertThat(check.says()).contains(said).endsWith(".");
    }

    @Test
    void counterAtItsEndGivesWayToOneThatMoves() {
        take("2026-06-01+11:40:00", "totalrainin=236.220&yearlyrainin=9.00&dailyrainin=0.10");
        take("2026-06-01+11:45:00", "totalrainin=236.220&yearlyrainin=9.00&dailyrainin=0.10");
        take("2026-06-01+11:50:00", "totalrainin=236.220&yearlyrainin=9.02&dailyrainin=0.12");
        take("2026-06-01+11:55:00", "totalrainin=236.220&yearlyrainin=9.02&dailyrainin=0.00");
        assertThat(rain()).containsExactly(null, 0.0, 0.508, 0.0);
    }

    /** The year's total is rounded more; what the day's has given before is not given again. */
    @Test
    void coarserCounterGivesNothingTwice() {
        take("2026-06-01+11:40:00", "yearlyrainin=9.0&dailyrainin=0.10");
        take("2026-06-01+11:45:00", "yearlyrainin=9.0&dailyrainin=0.12");
        take("2026-06-01+11:50:00", "yearlyrainin=9.0&dailyrainin=0.13");
        take("2026-06-01+11:55:00", "yearlyrainin=9.1&dailyrainin=0.15");
        double sum = rain().stream().mapToDouble(mm -> mm == null ? 0 : mm).sum();
        assertThat(sum).isBetween(0.05 * 25.4 - 0.01, 0.1 * 25.4 + 0.01);
    }

    @Test
    void anotherGaugeIsAskedOnlyWhereTheFirstIsNotThere() {
        take("2026-06-01+11:40:00", "yearlyrainin=9.00&yrain_piezo=5.00");
        take("2026-06-01+11:45:00", "yearlyrainin=9.00&yrain_piezo=5.10");
        take("2026-06-01+11:50:00", "yrain_piezo=5.20");
        take("2026-06-01+11:55:00", "yrain_piezo=5.30");
        assertThat(rain()).containsExactly(null, 0.0, null, 2.54);
    }

    private List<Double> rain() {
        List<Double> rain = new ArrayList<>();
        kept.forEach(one -> {
            Double mm = ((Sample.Values) one).values().get(Variable.RAIN);
            rain.add(mm == null ? null : Math.round(mm * 1000) / 1000.0);
        });
        return rain;
    }
}
