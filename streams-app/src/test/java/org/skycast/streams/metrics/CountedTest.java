package org.skycast.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CountedTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final NowcastMetrics metrics = new NowcastMetrics(meters);

    @Test
    void everyCounterIsThereAtZeroFromTheStart() {
        metrics.stages().show("nowcast", new StageMetrics.Figures(() -> true, () -> true, () -> 0, () -> 0));
        List<String> lines = meters.scrape().lines().toList();
        assertThat(Stream.of(Counted.values())
                        .map(counted -> counted.in(new SimpleMeterRegistry())
                                .getId()
                                .getName()
                                .replace('.', '_')))
                .hasSizeGreaterThan(20)
                .allSatisfy(name ->
                        assertThat(lines).anyMatch(line -> line.startsWith(name + "_total") && line.endsWith(" 0.0")));
        assertThat(lines)
                .contains(
                        "skycast_rejected_total{reason=\"IN_FUTURE\"} 0.0",
                        "skycast_dead_letters_total{topic=\"skycast.readings\"} 0.0",
                        "skycast_operator_alerts_total{rule=\"input-mean\",state=\"RAISED\"} 0.0",
                        "skycast_threads_replaced_total{stage=\"nowcast\"} 0.0");
        assertThat(metrics.counts()).isEmpty();
    }

    @Test
    void everyMetricHasHelp() {
        metrics.stages().show("nowcast", new StageMetrics.Figures(() -> true, () -> true, () -> 0, () -> 0));
        assertThat(meters.scrape().lines().filter(line -> line.startsWith("# HELP")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.split(" ", 4)).hasSize(4))
                .noneMatch(line -> line.endsWith(" "));
    }
}
