package org.skycast.edge.source.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;

/** What is remembered of a source of reports does not grow with them: on disk, in counters and in memory. */
@Timeout(300)
class ReportMemoryTest {

    private static final int REPORTS = 60_000;
    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");

    private final EdgeMetrics metrics = new EdgeMetrics();
    private final SplittableRandom random = new SplittableRandom(22);
    private Instant now = BEGIN;
    private final ReportIntake intake = new ReportIntake(
            "a",
            "source",
            new ReportReader(
                    FieldMap.of(
                            List.of("time"),
                            Map.of(
                                    "air_temperature", new Column("t", "degC"),
                                    "thickness_of_rainfall_amount", new Column("rain", "mm", true))),
                    "source"),
            metrics,
            () -> now);
    private String newestItem = "";

    private void keep(List<Sample> taken) {
        newestItem = taken.get(taken.size() - 1).item();
    }

    /** Good ones of any time of the last hours, and such as are refused, ahead, repeated and without a time. */
    private ReportIntake.Given report(int i, boolean hasContent) {
        now = BEGIN.plusSeconds(7L * i);
        String time = switch (random.nextInt(8)) {
            case 0 -> now.plusSeconds(86_400).toString();
            case 1 -> "whenever " + i;
            case 2 -> "";
            case 3 -> now.minusSeconds(random.nextInt(10_000)).toString();
            default -> now.toString();
        };
        Report report = Report.of(Map.of("time", time, "t", Integer.toString(random.nextInt(40)), "rain", "" + i / 50));
        return new ReportIntake.Given(report, hasContent ? "topic\n" + i : "");
    }

    private void isFlat(Runnable firstHalf, Runnable secondHalf, int mostOfAnItem) {
        firstHalf.run();
        int names = metrics.counts().size();
        long before = used();
        secondHalf.run();
        assertThat(used() - before).isLessThan(4_000_000);
        assertThat(metrics.counts()).hasSize(names);
        assertThat(newestItem.length()).isLessThan(mostOfAnItem);
        assertThat(metrics.remark("source").map(String::length)).isNotEqualTo(Optional.of(0));
    }

    @Test
    void ofReportsOneByOne() {
        isFlat(() -> single(0, false), () -> single(REPORTS / 2, false), 2_000);
    }

    @Test
    void ofMessagesThatAreToldApartByWhatTheySay() {
        isFlat(() -> single(0, true), () -> single(REPORTS / 2, true), 3_000);
    }

    private void single(int from, boolean hasContent) {
        for (int i = from; i < from + REPORTS / 2; i++) {
            ReportIntake.Given given = report(i, hasContent);
            intake.take(given.report(), given.content(), this::keep);
        }
    }

    /** Of lists all of a day is remembered, and no more. */
    @Test
    void ofLists() {
        lists(0);
        lists(REPORTS / 2);
        // A day has 12343 times seven seconds.
        assertThat(newestItem.length()).isLessThan(12_343 * 12);
        isFlat(() -> lists(REPORTS), () -> lists(REPORTS + REPORTS / 2), 12_343 * 12);
    }

    private void lists(int from) {
        for (int i = from; i < from + REPORTS / 2; i += 500) {
            List<ReportIntake.Given> list = new ArrayList<>();
            for (int k = 0; k < 500; k++) {
                list.add(report(i + k, false));
            }
            intake.takeAll(list, this::keep);
        }
    }

    private static long used() {
        Runtime.getRuntime().gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
