package org.skycast.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.forecast.Forecaster.Model;

class ForecastGaugesTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00Z");
    private static final Model OLD = new Model("m", "1", "aa");
    private static final Model NEW = new Model("m", "2", "bb");

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Instant now = T;
    private final ForecastGauges gauges = new ForecastGauges(meters, () -> now);

    private void says(String... lines) {
        assertThat(meters.scrape().lines()).contains(lines);
    }

    private void saysNothingOf(String words) {
        assertThat(meters.scrape()).doesNotContain(words);
    }

    @Test
    void agesGrowUntilTheNextForecast() {
        says("skycast_forecast_age_max_seconds NaN", "skycast_forecast_stations 0.0");
        gauges.issued(false, "a", T, OLD);
        gauges.issued(false, "b", T.minusSeconds(600), OLD);
        now = T.plusSeconds(1260);
        says(
                "skycast_forecast_age_seconds{station=\"a\"} 1260.0",
                "skycast_forecast_age_seconds{station=\"b\"} 1860.0",
                "skycast_forecast_age_max_seconds 1860.0",
                "skycast_forecast_stations 2.0",
                "skycast_forecast_stations_late 1.0");
        gauges.issued(false, "b", T, OLD);
        gauges.issued(false, "b", T.minusSeconds(600), OLD);
        says("skycast_forecast_age_seconds{station=\"b\"} 1260.0", "skycast_forecast_stations_late 0.0");
        gauges.forget(false, "b");
        saysNothingOf("station=\"b\"");
        says("skycast_forecast_stations 1.0");
    }

    @Test
    void theStationsShownAreBounded() {
        for (int i = 0; i < 3 * ForecastGauges.SHOWN; i++) {
            gauges.issued(false, "s" + i, T.minusSeconds(i), OLD);
        }
        assertThat(meters.scrape().lines().filter(line -> line.startsWith("skycast_forecast_age_seconds{")))
                .hasSize(ForecastGauges.SHOWN);
        says("skycast_forecast_age_max_seconds 299.0", "skycast_forecast_stations 300.0");
    }

    @Test
    void aBundleIsShownAsLongAsAStationIsForecastByIt() {
        gauges.issued(false, "a", T, OLD);
        gauges.issued(false, "b", T, OLD);
        gauges.issued(true, "a", T, NEW);
        says(
                "skycast_bundle_info{id=\"m\",role=\"champion\",sha256=\"aa\",version=\"1\"} 1",
                "skycast_bundle_info{id=\"m\",role=\"shadow\",sha256=\"bb\",version=\"2\"} 1");
        gauges.issued(false, "a", T, NEW);
        says("skycast_bundle_info{id=\"m\",role=\"champion\",sha256=\"aa\",version=\"1\"} 1");
        gauges.issued(false, "b", T, NEW);
        saysNothingOf("sha256=\"aa\"");
        gauges.forget(true, "a");
        saysNothingOf("shadow");
    }
}
