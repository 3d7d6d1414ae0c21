package org.skycast.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.alert.AlertOutcome;
import org.skycast.nowcast.alert.AlertOutcome.Doubt;
import org.skycast.nowcast.alert.AlertReason;
import org.skycast.nowcast.alert.StationAlerts;

/** What docs/alerts.md says of the stage's metrics is what a scrape has; messages are counted by the stage's own test. */
class AlertMetricsTest {

    @Test
    void aScrapeHasWhatTheDocsName() throws Exception {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        AlertMetrics metrics = new NowcastMetrics(registry).alerts();
        metrics.gauge();
        var doubt = new Doubt("frost", AlertReason.ABSENT);
        metrics.judged(new AlertOutcome(StationAlerts.NONE, List.of(), List.of(), List.of(doubt), true));
        metrics.ruleRefused();
        String scrape = registry.scrape();
        String docs = Files.readString(Path.of("../docs/alerts.md"));
        List<String> named = Pattern.compile("skycast_\\w+")
                .matcher(docs.substring(docs.indexOf("## Metrics")))
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.equals("skycast_alerts_total"))
                .distinct()
                .toList();
        assertThat(named).hasSize(4).allSatisfy(name -> assertThat(scrape).contains("\n" + name));
    }
}
