package org.skycast.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.skycast.delivery.WeatherAlertScene;

/** What docs/alerts.md says of the sender's metrics is what a scrape has, also before anything was told. */
class SinkMetricsTest {

    @Test
    void aScrapeHasWhatTheDocsName() throws Exception {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var metrics = new SinkMetrics(registry, "growers");
        metrics.delivered(WeatherAlertScene.message("RAISED", 1), Duration.ofSeconds(2));
        String scrape = registry.scrape();
        String docs = Files.readString(Path.of("../docs/alerts.md"));
        List<String> named = Pattern.compile("skycast_alerts_\\w+(?=\\{sink)")
                .matcher(docs)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertThat(named).hasSize(7).allSatisfy(name -> assertThat(scrape).contains("\n" + name));
        assertThat(scrape).contains("skycast_alerts_delivered_total{sink=\"growers\",state=\"RAISED\"} 1.0");
    }
}
