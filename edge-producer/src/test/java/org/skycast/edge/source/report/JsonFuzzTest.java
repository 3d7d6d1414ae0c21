package org.skycast.edge.source.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Mutations;
import org.skycast.edge.source.Sample;

/** JSON with bytes changed: none throws anything else, each report is accounted for, and what is remembered stays small. */
@Timeout(120)
class JsonFuzzTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final String ONE =
            "{\"ts\": %d, \"bme\": {\"t\": 21.5, \"p\": 1009.2}, \"on\": true, \"name\": \"é\\n\"}";

    @Test
    void everyPayloadIsTakenOrCounted() {
        var metrics = new EdgeMetrics();
        var names = new FieldNames.Inline(
                Optional.of("ts"),
                Map.of("air_temperature", new Column("bme.t", "degC"), "air_pressure", new Column("bme.p", "hPa")));
        var intake = new ReportIntake("a", "source", new ReportReader(names.open(), "source"), metrics, () -> NOW);
        var random = new SplittableRandom(6);
        List<Sample> kept = new ArrayList<>();
        List<ReportIntake.Outcome> outcomes = new ArrayList<>();
        long given = 0;
        long broken = 0;
        long whole = 0;
        for (int i = 0; i < 10_000; i++) {
            String one = ONE.formatted(NOW.getEpochSecond() - 10_000 + i);
            String text = i % 3 == 0
                    ? "[%s, %s]".formatted(one, one.replace("21.5", "22.5"))
                    : i % 3 == 1 ? one : one + "\n" + one;
            byte[] payload = Mutations.of(text.getBytes(StandardCharsets.UTF_8), random);
            try {
                JsonReports found = JsonReports.read(payload);
                given += found.reports().size();
                whole++;
                List<ReportIntake.Given> list = found.reports().stream()
                        .map(report -> new ReportIntake.Given(report.report(), report.text()))
                        .toList();
                if (list.size() > 1) {
                    outcomes.addAll(intake.takeAll(list, kept::addAll));
                } else {
                    list.forEach(report -> outcomes.add(intake.take(report.report(), report.content(), kept::addAll)));
                }
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
                broken++;
            }
        }
        assertThat(outcomes).hasSize(Math.toIntExact(given));
        long aside = metrics.counts().getOrDefault("left_aside.source", 0L);
        long unreadable = metrics.counts().getOrDefault("unreadable.source", 0L);
        long ahead = metrics.counts().getOrDefault("ahead.source", 0L);
        // Of what is kept, single values are counted beside.
        long values = outcomes.stream()
                .mapToLong(one -> one instanceof ReportIntake.Kept taken ? taken.unreadable() : 0)
                .sum();
        assertThat(kept.size() + aside + unreadable - values + ahead).isEqualTo(given);
        assertThat(outcomes).filteredOn(ReportIntake.Kept.class::isInstance).hasSize(kept.size());
        assertThat(unreadable - values).isPositive();
        assertThat(given).isGreaterThan(2_000);
        assertThat(broken + whole).isEqualTo(10_000);
        assertThat(kept.get(kept.size() - 1).item().length()).isLessThan(2_000_000);
    }
}
